from ortabilim.supervisor.home import CHECKOUT
from ortabilim.supervisor.postgres import INITDB_ARGUMENTS
from ortabilim.supervisor.programs import QUEUES
from ortabilim.supervisor.roles import APP, OWNER


def test_containers_make_the_same_database_as_the_demo() -> None:
    compose = (CHECKOUT / "docker-compose.yml").read_text()
    assert f"POSTGRES_INITDB_ARGS: {' '.join(INITDB_ARGUMENTS)}\n" in compose
    roles = (CHECKOUT / "deploy" / "postgres-init.sh").read_text()
    assert f"CREATE ROLE {OWNER} LOGIN" in roles
    assert f"CREATE ROLE {APP} LOGIN" in roles


def test_the_worker_in_a_container_listens_to_every_queue() -> None:
    assert f"--queues={QUEUES}\n" in (CHECKOUT / "docker-compose.yml").read_text()
