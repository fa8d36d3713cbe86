"""Asks the web server whether the whole house answers."""

import http.client

from .ports import LOOPBACK


def readiness(*, port: int) -> tuple[int, str]:
    """Return status and body of `/healthz/ready`; status 0 when nobody answers."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz/ready")
        answer = connection.getresponse()
        return answer.status, answer.read(2000).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    finally:
        connection.close()
