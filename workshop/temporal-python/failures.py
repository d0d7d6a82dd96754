"""How an activity fails: the type says who must act, and whether another attempt can help."""

from datetime import timedelta

from temporalio.exceptions import ApplicationError


def config_error(message: str) -> ApplicationError:
    """A person must change a setting; trying again changes nothing."""
    return ApplicationError(message, type="ConfigError", non_retryable=True)


def data_error(message: str) -> ApplicationError:
    """This Source cannot be worked on; the others can."""
    return ApplicationError(message, type="DataError", non_retryable=True)


def transient_error(message: str, wait_seconds: float | None = None) -> ApplicationError:
    """The next attempt may succeed; not before `wait_seconds`, where the other side asked for that."""
    delay = None if wait_seconds is None else timedelta(seconds=wait_seconds)
    return ApplicationError(message, type="TransientError", next_retry_delay=delay)
