// Generated from src/model/schemas by `npm run generate`. Do not edit.

export const schemas = {
  "ApiIngestionInput": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ApiIngestionInput.json",
    "title": "ApiIngestionInput",
    "description": "The options of an ingestion from an API: what to ask, and where its rows go.",
    "type": "object",
    "properties": {
      "base_url": {
        "description": "The address of the list of rows, http: or https:. INGESTION_WORKSHOP_BASE_URL stands in for it.",
        "type": [
          "string",
          "null"
        ],
        "pattern": "^https?://"
      },
      "start_date": {
        "description": "The first day to ingest, YYYY-MM-DD.",
        "type": [
          "string",
          "null"
        ],
        "pattern": "^\\d{4}-\\d{2}-\\d{2}$"
      },
      "end_date": {
        "description": "The last day to ingest, YYYY-MM-DD; it is part of the range.",
        "type": [
          "string",
          "null"
        ],
        "pattern": "^\\d{4}-\\d{2}-\\d{2}$"
      },
      "output_dir": {
        "description": "The folder of the dataset: a folder per day, partition_date=YYYY-MM-DD.",
        "type": [
          "string",
          "null"
        ],
        "default": "./data/bronze"
      },
      "page_size": {
        "description": "How many rows a page asks for.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1,
        "default": 100
      },
      "first_page": {
        "description": "The number of the first page, where the API gives its pages by number: 1, or 0.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0,
        "maximum": 1,
        "default": 1
      },
      "pagination": {
        "description": "How the API gives one page after the other: by number, by offset, by a cursor, after the last key, or by a Link header.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "page",
          "offset",
          "cursor",
          "keyset",
          "link",
          null
        ],
        "default": "page"
      },
      "parameters": {
        "description": "What the API calls its paging parameters, where they are not the usual ones.",
        "anyOf": [
          {
            "$ref": "ApiParameters.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "next_path": {
        "description": "Where the next cursor or link stands in the answer, names with dots between them. Default: next_cursor.",
        "type": [
          "string",
          "null"
        ]
      },
      "data_path": {
        "description": "Where the list of rows stands in the answer, names with dots between them. Default: the answer itself, else data.",
        "type": [
          "string",
          "null"
        ]
      },
      "query": {
        "description": "More parameters that every request carries.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      },
      "date_column": {
        "description": "The column whose day says in which partition a row lands. Without it all rows land in that of start_date.",
        "type": [
          "string",
          "null"
        ]
      },
      "start_param": {
        "description": "The parameter that tells the API the first day.",
        "type": [
          "string",
          "null"
        ]
      },
      "end_param": {
        "description": "The parameter that tells the API the last day.",
        "type": [
          "string",
          "null"
        ]
      },
      "primary_key": {
        "description": "The column, or the columns, that tell one row from another.",
        "type": [
          "string",
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        },
        "default": "id",
        "examples": [
          "id"
        ]
      },
      "watermark": {
        "description": "What is remembered from one load to the next, so that only what is new is asked for.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "none",
          "last_updated_at",
          "last_id",
          "cursor",
          "hash",
          null
        ],
        "default": "none"
      },
      "watermark_column": {
        "description": "The column that the watermark is read from. Default: updated_at for last_updated_at, the primary key for last_id.",
        "type": [
          "string",
          "null"
        ]
      },
      "watermark_param": {
        "description": "The parameter that carries the watermark to the API. Default: since, after_id or cursor, by its kind.",
        "type": [
          "string",
          "null"
        ]
      },
      "overlap": {
        "description": "How far before the watermark to begin again: seconds, or ids. Rows that come twice are merged by their key.",
        "type": [
          "number",
          "null"
        ],
        "minimum": 0,
        "default": 0
      },
      "time_zone": {
        "description": "Whose day a timestamp with a zone belongs to, as Europe/Paris.",
        "type": [
          "string",
          "null"
        ],
        "default": "UTC",
        "examples": [
          "UTC",
          "Europe/Paris"
        ]
      },
      "full_refresh": {
        "description": "Forget the watermark and load everything again.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "skip_existing": {
        "description": "Leave out the days that are done.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "write": {
        "description": "What happens to the rows that a partition holds already. Default: replace, and merge with a watermark.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "replace",
          "append",
          "merge",
          null
        ]
      },
      "schema_contract": {
        "description": "What happens when columns appear, go or change their type.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "evolve",
          "freeze",
          "discard_row",
          "discard_value",
          null
        ],
        "default": "evolve"
      },
      "compression": {
        "description": "How the Parquet files are compressed.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "snappy",
          "zstd",
          "gzip",
          "none",
          null
        ],
        "default": "snappy"
      },
      "max_attempts": {
        "description": "How often a page is tried at the most.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1,
        "default": 3
      },
      "concurrency": {
        "description": "How many pages are asked for at the same time, where the pagination allows it.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1,
        "default": 4
      },
      "headers": {
        "description": "Headers for the API, each value as env:INGESTION_WORKSHOP_X: a secret stands in no file.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "null"
          ]
        }
      },
      "columns": {
        "description": "Types that are declared, by column: boolean, integer, double, decimal(18,4), text, date, timestamp, json.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "null"
          ]
        }
      },
      "fail_on_dead_letters": {
        "description": "Let the run fail when a row could not be ingested.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "request_timeout": {
        "description": "Seconds that one answer may take.",
        "type": [
          "number",
          "null"
        ],
        "exclusiveMinimum": 0,
        "default": 30
      },
      "allow_private_hosts": {
        "description": "Allow redirects into private networks.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      }
    },
    "additionalProperties": true
  },
  "ApiParameters": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ApiParameters.json",
    "title": "ApiParameters",
    "description": "What an API calls its paging parameters.",
    "type": "object",
    "properties": {
      "page": {
        "description": "The number of the page. Default: _page.",
        "type": [
          "string",
          "null"
        ]
      },
      "offset": {
        "description": "The position of the first row. Default: offset.",
        "type": [
          "string",
          "null"
        ]
      },
      "cursor": {
        "description": "The cursor of the page. Default: cursor.",
        "type": [
          "string",
          "null"
        ]
      },
      "after": {
        "description": "The last key received. Default: after_id.",
        "type": [
          "string",
          "null"
        ]
      },
      "limit": {
        "description": "The size of the page. Default: _limit with page, else limit.",
        "type": [
          "string",
          "null"
        ]
      }
    },
    "additionalProperties": true
  },
  "CheckKindEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "CheckKindEnum.json",
    "title": "CheckKindEnum",
    "description": "What a check looks at.",
    "x-of": "workshop",
    "type": "string",
    "enum": [
      "artifact",
      "event",
      "rows",
      "search",
      "cases",
      "cli",
      "quiz"
    ]
  },
  "Chunk": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "Chunk.json",
    "title": "Chunk",
    "description": "A piece of the Markdown of a Source.",
    "type": "object",
    "required": [
      "text"
    ],
    "properties": {
      "text": {
        "description": "The text of the piece.",
        "type": "string"
      },
      "metadata": {
        "description": "What is known of the piece: its place, its headings, its Source.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": true
      }
    },
    "additionalProperties": true
  },
  "ChunkingConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ChunkingConfiguration.json",
    "title": "ChunkingConfiguration",
    "description": "How CHUNKING cuts the Markdown.",
    "type": "object",
    "properties": {
      "method": {
        "description": "recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by the model's tokens, which the sizes then count; sentence between sentences.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "recursive",
          "heading",
          "tokens",
          "sentence",
          null
        ],
        "default": "recursive"
      }
    },
    "additionalProperties": true
  },
  "ConversionConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ConversionConfiguration.json",
    "title": "ConversionConfiguration",
    "description": "How CONVERTION cleans a page.",
    "type": "object",
    "properties": {
      "main_content": {
        "description": "Keep the article only, without menus, banners, share buttons and footers. false converts the whole page.",
        "type": [
          "boolean",
          "null"
        ],
        "default": true
      },
      "keep": {
        "description": "CSS selectors of elements that are never removed.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  },
  "CrawlingConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "CrawlingConfiguration.json",
    "title": "CrawlingConfiguration",
    "description": "What CRAWLING keeps and where it stops.",
    "type": "object",
    "properties": {
      "include": {
        "description": "Patterns of addresses to keep; all are kept when the list is empty.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "exclude": {
        "description": "Patterns of addresses to leave out, stronger than include.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "sitemap": {
        "description": "Also take the addresses that the sitemap of the site lists.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "max_pages": {
        "description": "Stop after so many pages.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      },
      "max_bytes": {
        "description": "Stop after so many downloaded bytes.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      },
      "max_seconds": {
        "description": "Stop after so many seconds.",
        "type": [
          "number",
          "null"
        ],
        "exclusiveMinimum": 0
      }
    },
    "additionalProperties": true
  },
  "IndexingStageConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "IndexingStageConfiguration.json",
    "title": "IndexingStageConfiguration",
    "description": "Where chunks are indexed, and with which embedding model.",
    "type": "object",
    "required": [
      "collection_name",
      "database_uri",
      "openai_embedding_model"
    ],
    "properties": {
      "collection_name": {
        "description": "The name of the collection in the vector index.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "default"
        ]
      },
      "database_uri": {
        "description": "The database of the index: sqlite:///index.sqlite (relative to the work folder) or postgresql+psycopg://user@host:5432/db. Write a password as ${env:NAME}.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "sqlite:///index.sqlite"
        ]
      },
      "openai_embedding_model": {
        "description": "The name of an embedding model on an OpenAI-compatible server, or offline (no server, no key).",
        "type": "string",
        "minLength": 1,
        "examples": [
          "offline"
        ]
      }
    },
    "additionalProperties": true
  },
  "IngestionWorkflowInput": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "IngestionWorkflowInput.json",
    "title": "IngestionWorkflowInput",
    "description": "The input of an ingestion: the pages to take and how to take them.",
    "type": "object",
    "required": [
      "sources"
    ],
    "properties": {
      "sources": {
        "description": "The pages to start from.",
        "type": "array",
        "items": {
          "$ref": "Source.json"
        }
      },
      "indexing_config": {
        "description": "Where chunks are indexed. Without it: SQLite in the work folder, collection default, model offline.",
        "anyOf": [
          {
            "$ref": "IndexingStageConfiguration.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "recursive_chunking_config": {
        "description": "The sizes of chunks. Without it: 700 characters, of which 100 overlap.",
        "anyOf": [
          {
            "$ref": "RecursiveChunkingStageConfiguration.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "stages": {
        "description": "The stages to run; all of them without this list. An empty list prints the Sources and does nothing else.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "StageEnum.json"
        }
      },
      "crawling_config": {
        "description": "What CRAWLING keeps and where it stops.",
        "anyOf": [
          {
            "$ref": "CrawlingConfiguration.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "conversion_config": {
        "description": "How CONVERTION cleans a page.",
        "anyOf": [
          {
            "$ref": "ConversionConfiguration.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "chunking_config": {
        "description": "How CHUNKING cuts the Markdown.",
        "anyOf": [
          {
            "$ref": "ChunkingConfiguration.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "stages_config": {
        "description": "How each stage is run, by the name of the stage.",
        "type": [
          "object",
          "null"
        ],
        "propertyNames": {
          "$ref": "StageEnum.json"
        },
        "additionalProperties": {
          "anyOf": [
            {
              "$ref": "StageConfiguration.json"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "additionalProperties": true
  },
  "MeasureEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "MeasureEnum.json",
    "title": "MeasureEnum",
    "description": "A number that is measured on the learner’s own run.",
    "x-of": "workshop",
    "type": "string",
    "enum": [
      "sources",
      "artifacts",
      "chunks",
      "tokens",
      "tokens_per_question",
      "attempts",
      "requests",
      "previewed"
    ]
  },
  "MimeTypesEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "MimeTypesEnum.json",
    "title": "MimeTypesEnum",
    "description": "An IANA media type. text/html (TEXT_HTML) is ingested; any other one is kept and passed on, and its Source is skipped.",
    "type": "string",
    "anyOf": [
      {
        "enum": [
          "TEXT_HTML",
          "UNSUPORTED_MIME_TYPE"
        ]
      },
      {
        "pattern": "^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$"
      }
    ],
    "x-members": {
      "TEXT_HTML": "text/html",
      "UNSUPORTED_MIME_TYPE": "application/octet-stream"
    }
  },
  "RecursiveChunkingStageConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "RecursiveChunkingStageConfiguration.json",
    "title": "RecursiveChunkingStageConfiguration",
    "description": "The sizes of chunks, in characters (Unicode code points), or in tokens with the method tokens.",
    "type": "object",
    "properties": {
      "chunk_size": {
        "description": "The longest chunk, in characters, or in tokens with the method tokens.",
        "type": [
          "integer",
          "null"
        ],
        "default": 700,
        "minimum": 1
      },
      "chunk_overlap": {
        "description": "How much two neighbours may share, counted as chunk_size is; less than chunk_size.",
        "type": [
          "integer",
          "null"
        ],
        "default": 100,
        "minimum": 0
      }
    },
    "additionalProperties": true
  },
  "RuleKindEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "RuleKindEnum.json",
    "title": "RuleKindEnum",
    "description": "What a rule asks of the data.",
    "type": "string",
    "enum": [
      "required",
      "not_null",
      "unique",
      "range",
      "min_rows",
      "pattern",
      "allowed_values",
      "type",
      "length",
      "freshness",
      "row_count_change",
      "unique_across_partitions"
    ]
  },
  "Source": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "Source.json",
    "title": "Source",
    "description": "A web page on its way through the stages.",
    "type": "object",
    "required": [
      "uri"
    ],
    "properties": {
      "uri": {
        "description": "The address of the page, http: or https:.",
        "type": "string",
        "minLength": 7,
        "examples": [
          "https://"
        ]
      },
      "mime_type": {
        "description": "The media type of the page. Only text/html is ingested.",
        "anyOf": [
          {
            "$ref": "MimeTypesEnum.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "max_depth": {
        "description": "How many levels of links CRAWLING follows from this page; 0 takes the page alone.",
        "type": [
          "integer",
          "null"
        ],
        "default": 0,
        "minimum": 0
      },
      "current_stage": {
        "description": "The most advanced stage that was reached. With COMPLETED, the run starts after it.",
        "anyOf": [
          {
            "$ref": "StageEnum.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "current_status": {
        "description": "How far the Source is within its current stage.",
        "anyOf": [
          {
            "$ref": "StatusEnum.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "error": {
        "description": "Why the Source is in ERROR.",
        "type": [
          "string",
          "null"
        ]
      },
      "raw_file_path": {
        "description": "The page as it was downloaded. Given with current_stage SCRAPING and current_status COMPLETED, the run reads this file and fetches nothing.",
        "type": [
          "string",
          "null"
        ]
      },
      "converted_md_path": {
        "description": "The Markdown that CONVERTION made of the page.",
        "type": [
          "string",
          "null"
        ]
      },
      "chunking_file_path": {
        "description": "The YAML list of chunks that CHUNKING made of the Markdown.",
        "x-file-of": "Chunk.json",
        "type": [
          "string",
          "null"
        ]
      },
      "parent_uri": {
        "description": "The page whose link led here.",
        "type": [
          "string",
          "null"
        ]
      },
      "options": {
        "description": "Settings of this Source.",
        "anyOf": [
          {
            "$ref": "SourceOptions.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "metadata": {
        "description": "Anything to know of the page: text, true or false, whole numbers, or lists of them. title is its title. All of it reaches the vector index.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "boolean",
            "integer",
            "array",
            "null"
          ],
          "items": {
            "type": [
              "string",
              "boolean",
              "integer"
            ]
          }
        }
      }
    },
    "additionalProperties": true
  },
  "SourceOptions": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "SourceOptions.json",
    "title": "SourceOptions",
    "description": "Settings of one Source.",
    "type": "object",
    "properties": {
      "crawling_url_startswith": {
        "description": "Prefixes of addresses: CRAWLING keeps only the links that begin with one of them.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  },
  "StageConfiguration": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "StageConfiguration.json",
    "title": "StageConfiguration",
    "description": "How one stage is run.",
    "type": "object",
    "properties": {
      "bulk_size": {
        "description": "How many Sources a child workflow takes; for INDEXING, how many chunks a request for embeddings takes.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      },
      "task_queue": {
        "description": "The Temporal task queue whose workers run this stage.",
        "type": [
          "string",
          "null"
        ]
      },
      "implementation": {
        "description": "Your own TypeScript file for this stage, relative to this file.",
        "type": [
          "string",
          "null"
        ]
      }
    },
    "additionalProperties": true
  },
  "StageEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "StageEnum.json",
    "title": "StageEnum",
    "description": "A stage of the ingestion, in order. CONVERTION keeps the spelling that programs exchange.",
    "type": "string",
    "enum": [
      "CRAWLING",
      "SCRAPING",
      "CONVERTION",
      "CHUNKING",
      "INDEXING"
    ]
  },
  "StatusEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "StatusEnum.json",
    "title": "StatusEnum",
    "description": "How far a Source is within its current stage.",
    "type": "string",
    "enum": [
      "DISCOVERED",
      "IN_PROGRESS",
      "COMPLETED",
      "ERROR"
    ]
  },
  "StepKindEnum": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "StepKindEnum.json",
    "title": "StepKindEnum",
    "description": "What one does in a step.",
    "x-of": "workshop",
    "type": "string",
    "enum": [
      "read",
      "do",
      "code",
      "predict",
      "break",
      "quiz",
      "discuss"
    ]
  },
  "ValidationRule": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ValidationRule.json",
    "title": "ValidationRule",
    "description": "One rule: its kind, the column it is about, and how much may break it.",
    "type": "object",
    "required": [
      "kind"
    ],
    "properties": {
      "kind": {
        "description": "What the rule asks of the data.",
        "$ref": "RuleKindEnum.json",
        "examples": [
          "not_null"
        ]
      },
      "column": {
        "description": "The column that the rule is about, as the file spells it.",
        "type": [
          "string",
          "null"
        ]
      },
      "columns": {
        "description": "Several columns: of unique, the columns that make a key together; of every other kind, a rule for each.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "min": {
        "description": "The least that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters; of min_rows, rows.",
        "type": [
          "number",
          "string",
          "null"
        ]
      },
      "max": {
        "description": "The most that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters.",
        "type": [
          "number",
          "string",
          "null"
        ]
      },
      "pattern": {
        "description": "A regular expression as JavaScript writes it, with Unicode. It may match anywhere in the value: ^ and $ make it match the whole.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "ignore_case": {
        "description": "Upper and lower case are the same to the pattern.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "values": {
        "description": "All the values that the column may hold.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": [
            "string",
            "number",
            "boolean"
          ]
        }
      },
      "type": {
        "description": "What the column must hold, whatever its width in the file.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "boolean",
          "integer",
          "number",
          "text",
          "date",
          "timestamp",
          "list",
          "struct",
          null
        ]
      },
      "max_age": {
        "description": "How old the newest value may be: a number with s, m, h or d behind it.",
        "type": [
          "string",
          "null"
        ],
        "examples": [
          "36h",
          "30m",
          "7d"
        ]
      },
      "max_change": {
        "description": "How far the number of rows may be from that of the report before, up or down, as a share of it.",
        "type": [
          "string",
          "null"
        ],
        "examples": [
          "20%",
          "5%",
          "50%"
        ]
      },
      "threshold": {
        "description": "How many values may break the rule before it fails: a count, or a share of the values as a percentage.",
        "type": [
          "integer",
          "string",
          "null"
        ],
        "examples": [
          "0",
          "10",
          "2%"
        ]
      },
      "severity": {
        "description": "Whether a broken rule fails the validation (error) or is only told (warning).",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "error",
          "warning",
          null
        ],
        "default": "error"
      },
      "id": {
        "description": "The rule's name in reports and in the files of failing rows, unique in its file. Default: its kind and column.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      }
    },
    "additionalProperties": true
  },
  "ValidationRules": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "ValidationRules.json",
    "title": "ValidationRules",
    "description": "What the rows of a Parquet file, or of a dataset, must be like.",
    "type": "object",
    "properties": {
      "input_file": {
        "description": "The Parquet file, or the folder of a dataset, that the editor takes the names of columns from; relative to this file. A validation is told its own.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "required_columns": {
        "description": "The columns that must be there.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "not_null_columns": {
        "description": "The columns that must hold a value in every row.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "unique_columns": {
        "description": "The columns in which no value may stand twice.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "value_ranges": {
        "description": "By column, the least and the most that is allowed, both included: [1, 100].",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "array",
          "items": {
            "type": [
              "number",
              "string",
              "null"
            ]
          }
        }
      },
      "min_rows": {
        "description": "How many rows there must be at the least.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      },
      "rules": {
        "description": "Rules of every kind, with their severity and threshold.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "ValidationRule.json"
        }
      }
    },
    "additionalProperties": true
  },
  "Workshop": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "Workshop.json",
    "title": "Workshop",
    "description": "A workshop: its parts in order, their steps, and what checks each.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "id",
      "title",
      "languages",
      "parts"
    ],
    "properties": {
      "id": {
        "description": "The workshop’s name in files: lower-case letters, digits and hyphens.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "rag"
        ]
      },
      "title": {
        "description": "What it is called, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "summary": {
        "description": "One sentence on what one can do after it, by language.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      },
      "languages": {
        "description": "The languages that every text of it has; the first one stands for what is missing.",
        "type": "array",
        "items": {
          "type": "string",
          "enum": [
            "en",
            "fr"
          ]
        }
      },
      "start": {
        "description": "The folder of starting files that a learner gets a copy of; relative to this file.",
        "examples": [
          "start"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "parts": {
        "description": "The parts, in their order.",
        "type": "array",
        "items": {
          "$ref": "WorkshopPart.json"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopAction": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopAction.json",
    "title": "WorkshopAction",
    "description": "A button of a step: a command, a file to open, or an input to run.",
    "x-of": "workshop",
    "type": "object",
    "properties": {
      "title": {
        "description": "What the button says, by language. Default: what the command is called.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      },
      "command": {
        "description": "A command of this extension, without its prefix.",
        "examples": [
          "startPracticeSite"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "arguments": {
        "description": "What the command is given.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "open": {
        "description": "A file of the learner’s folder to open.",
        "examples": [
          "activities/conversion.ts"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "line": {
        "description": "The line to go to, from 1 on.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      },
      "run": {
        "description": "An input of the learner’s folder to run.",
        "examples": [
          "inputs/pages.ingest.yaml"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      }
    },
    "additionalProperties": true
  },
  "WorkshopAnswer": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopAnswer.json",
    "title": "WorkshopAnswer",
    "description": "One answer of a quiz.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "text",
      "why"
    ],
    "properties": {
      "text": {
        "description": "What it says, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "right": {
        "description": "It is to be ticked.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "why": {
        "description": "Why it is right or wrong, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopCheck": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopCheck.json",
    "title": "WorkshopCheck",
    "description": "What must hold: of an artifact, an event, rows, a search, the learner’s code or the command line.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "kind",
      "title"
    ],
    "properties": {
      "kind": {
        "description": "What is looked at.",
        "$ref": "CheckKindEnum.json",
        "examples": [
          "artifact"
        ]
      },
      "title": {
        "description": "What holds, in a few words, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "why": {
        "description": "Why it matters, by language.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      },
      "hidden": {
        "description": "Its details are not shown to the learner.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "stage": {
        "description": "The stage that wrote the artifact, is told by the event, or is the learner’s code.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "CRAWLING",
          "SCRAPING",
          "CONVERTION",
          "CHUNKING",
          "INDEXING",
          null
        ]
      },
      "source": {
        "description": "The Source it is about: an address, or its end.",
        "examples": [
          "/vie-pratique/tarifs"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "contains": {
        "description": "Texts that must be in it.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "lacks": {
        "description": "Texts that must not be in it.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "at_least": {
        "description": "The least count: of artifacts, events, rows, results.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      },
      "at_most": {
        "description": "The most that is counted.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      },
      "max_tokens": {
        "description": "Tokens that the artifact may have.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      },
      "event": {
        "description": "The type of the event, as the journal writes it.",
        "examples": [
          "ActivityTaskCompleted",
          "ActivityTaskFailed",
          "WorkflowExecutionCompleted"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "attributes": {
        "description": "What the event’s attributes must be, by path.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean"
          ]
        }
      },
      "file": {
        "description": "A Parquet file or dataset (rows), or the cases (JSON), relative to the learner’s folder or to this file.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "columns": {
        "description": "Columns that must be there.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "question": {
        "description": "What is searched for.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "k": {
        "description": "How many results are looked at.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1,
        "default": 5
      },
      "rank": {
        "description": "The worst rank that the Source may have.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      },
      "module": {
        "description": "The learner’s file.",
        "examples": [
          "activities/conversion.ts"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "arguments": {
        "description": "What follows ingestion-workshop on the command line.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        }
      },
      "exit": {
        "description": "The exit code.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      },
      "result": {
        "description": "What its JSON must hold, by path.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean"
          ]
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopGuess": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopGuess.json",
    "title": "WorkshopGuess",
    "description": "A number that the learner says first, and the truth.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "question",
      "unit",
      "truth"
    ],
    "properties": {
      "question": {
        "description": "What is asked, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "unit": {
        "description": "What is counted, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "truth": {
        "description": "Where the true number is found.",
        "$ref": "MeasureEnum.json",
        "examples": [
          "tokens_per_question"
        ]
      },
      "source": {
        "description": "The Source that it is measured on; none: all of them.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "ask": {
        "description": "The question that the index is asked to measure tokens_per_question. Default: the question above.",
        "examples": [
          "À quelle heure part le dernier bus ?"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "input": {
        "description": "The input of the learner’s folder that is measured: for previewed its preview, for counts of a run its newest run. Default: the newest run of all.",
        "examples": [
          "inputs/crawl.ingest.yaml"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "reason": {
        "description": "Why most people are wrong, by language; shown afterwards.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopMistake": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopMistake.json",
    "title": "WorkshopMistake",
    "description": "A likely wrong answer.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "files",
      "message"
    ],
    "properties": {
      "files": {
        "description": "A folder whose files replace the learner’s of the same path; relative to this file.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "mistakes/convert/menu"
        ]
      },
      "check": {
        "description": "The title of the check that fails, in the first language. Default: the first one.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "found": {
        "description": "A text of what is then found, by which the mistake is known.",
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "message": {
        "description": "What the learner is told, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopPart": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopPart.json",
    "title": "WorkshopPart",
    "description": "A part of a workshop: steps that lead to one goal.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "id",
      "title",
      "minutes",
      "steps"
    ],
    "properties": {
      "id": {
        "description": "The part’s name in files, unique in the workshop.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "discover"
        ]
      },
      "title": {
        "description": "What it is called, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "minutes": {
        "description": "How long it is planned to take: the sum of its steps that are not optional.",
        "type": "integer",
        "minimum": 0
      },
      "goal": {
        "description": "What one is able to do after it, by language.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      },
      "seen": {
        "description": "What was seen in it, by language; ${step} stands for what that step measured.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      },
      "steps": {
        "description": "The steps, in their order.",
        "type": "array",
        "items": {
          "$ref": "WorkshopStep.json"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopQuiz": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopQuiz.json",
    "title": "WorkshopQuiz",
    "description": "A question with answers to tick; the reasons are shown after answering.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "question",
      "answers"
    ],
    "properties": {
      "question": {
        "description": "What is asked, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "answers": {
        "description": "The answers, in their order.",
        "type": "array",
        "items": {
          "$ref": "WorkshopAnswer.json"
        }
      }
    },
    "additionalProperties": true
  },
  "WorkshopSolution": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopSolution.json",
    "title": "WorkshopSolution",
    "description": "What passes a step’s checks: files, and what is then run.",
    "x-of": "workshop",
    "type": "object",
    "properties": {
      "files": {
        "description": "A folder whose files replace the learner’s of the same path; relative to this file.",
        "examples": [
          "solutions/convert"
        ],
        "type": [
          "string",
          "null"
        ],
        "minLength": 1
      },
      "run": {
        "description": "Lines of the command line, without ingestion-workshop, in their order.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string"
        },
        "examples": [
          "ingest inputs/pages.ingest.yaml"
        ]
      },
      "unplug_after": {
        "description": "The first line’s process is killed when its run has so many results of activities; a later line resumes it.",
        "type": [
          "integer",
          "null"
        ],
        "minimum": 1
      }
    },
    "additionalProperties": true
  },
  "WorkshopStep": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "WorkshopStep.json",
    "title": "WorkshopStep",
    "description": "A step: one thing to read, do, write, guess, break or answer. Its text is the file <language>/<part>/<step>.md.",
    "x-of": "workshop",
    "type": "object",
    "required": [
      "id",
      "kind",
      "title",
      "minutes"
    ],
    "properties": {
      "id": {
        "description": "The step’s name in files, unique in the workshop.",
        "type": "string",
        "minLength": 1,
        "examples": [
          "first-page"
        ]
      },
      "kind": {
        "description": "What one does in it.",
        "$ref": "StepKindEnum.json",
        "examples": [
          "do"
        ]
      },
      "title": {
        "description": "What it is called, by language.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "minutes": {
        "description": "How long it is planned to take.",
        "type": "integer",
        "minimum": 0
      },
      "optional": {
        "description": "Who is late may leave it out.",
        "type": [
          "boolean",
          "null"
        ],
        "default": false
      },
      "requires": {
        "description": "What must be there beside the tool: without it the step is told as not possible here.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "string",
          "enum": [
            "temporal",
            "python",
            "postgres",
            "chat_model",
            "network"
          ]
        }
      },
      "actions": {
        "description": "Its buttons, in their order.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "WorkshopAction.json"
        }
      },
      "checks": {
        "description": "What must hold when it is done; all of it.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "WorkshopCheck.json"
        }
      },
      "hints": {
        "description": "From where to look to almost the line, by language; a step of code has three.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "object",
          "additionalProperties": {
            "type": "string"
          }
        }
      },
      "solution": {
        "description": "What passes the checks.",
        "anyOf": [
          {
            "$ref": "WorkshopSolution.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "mistakes": {
        "description": "Likely wrong answers, each with the message that it must get.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "WorkshopMistake.json"
        }
      },
      "guess": {
        "description": "A number to say before it is seen.",
        "anyOf": [
          {
            "$ref": "WorkshopGuess.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "quiz": {
        "description": "A question with answers to tick.",
        "anyOf": [
          {
            "$ref": "WorkshopQuiz.json"
          },
          {
            "type": "null"
          }
        ]
      },
      "answers": {
        "description": "Model answers of a discussion, hidden until they are revealed, by language.",
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "object",
          "additionalProperties": {
            "type": "string"
          }
        }
      },
      "lesson": {
        "description": "What to remember of it, by language.",
        "type": [
          "object",
          "null"
        ],
        "additionalProperties": {
          "type": "string"
        }
      }
    },
    "additionalProperties": true
  }
} as const;
