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
        "description": "recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by model tokens; sentence at sentences.",
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
    "description": "The sizes of chunks, in characters (Unicode code points).",
    "type": "object",
    "properties": {
      "chunk_size": {
        "description": "The longest chunk, in characters.",
        "type": [
          "integer",
          "null"
        ],
        "default": 700,
        "minimum": 1
      },
      "chunk_overlap": {
        "description": "How many characters two neighbours may share; less than chunk_size.",
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
  }
} as const;
