"""How our server is set: durable as by default, modest, quiet, and off the network."""

from pathlib import Path

MARK = "cluster_name=counterpoise"  # how an earlier run's server is known as ours


def options(sockets: Path, logs: Path) -> list[str]:
    """Arguments of `postgres`; nothing here weakens fsync, full_page_writes or commits."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": '"{}"'.format(str(sockets).replace('"', '""')),
        "unix_socket_permissions": "0700",
        "shared_buffers": "128MB",
        "jit": "off",  # queries here are short; compiling them costs more than it saves
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",  # a file per weekday, written over a week later
        "log_directory": str(logs),
        "log_filename": "postgresql-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_line_prefix": "%m [%p] %q%u@%d ",
    }
    pairs = (MARK, *(f"{name}={value}" for name, value in settings.items()))
    return [argument for pair in pairs for argument in ("-c", pair)]
