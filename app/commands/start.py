"""Commands that start something: the demo, the app, the tests."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from app.settings import read_settings
from app.workspace import Workspace
from ontology.errors import ArchiveError

DEMO_FOLDER = Path("workspace")


def register(cli: typer.Typer) -> None:
    """Hang these commands on the root."""
    cli.command("demo")(demo)
    cli.command("serve")(serve)
    cli.command("test", context_settings={"ignore_unknown_options": True})(run_the_tests)


def demo(
    workspace: Annotated[Path, typer.Option(help="Folder of the demo's archive.")] = DEMO_FOLDER,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes the one of the settings.")] = 0,
) -> None:
    """Build the sample archive (once) and open it in the app."""
    from app.demo import prepare_demo

    _serve(prepare_demo(workspace), port)


def serve(
    workspace: Annotated[Path, typer.Argument(help="Folder of an archive that was built.")],
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes the one of the settings.")] = 0,
) -> None:
    """Open an archive in the staff app, on this machine alone."""
    _serve(Workspace(folder=workspace).opened(), port)


def run_the_tests(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            help="Passed on to pytest; --plugins tries every plug-in in an environment of its own, "
            "--plugins=hanlp,spacy some of them."
        ),
    ] = None,
    benchmarks: Annotated[bool, typer.Option("--benchmarks", help="Run the timings instead.")] = False,
) -> None:
    """Bring what the tests need, naming it first, and run them."""
    from app.testing import run_tests

    raise typer.Exit(run_tests(benchmarks=benchmarks, arguments=arguments or [], say=typer.echo))


def _serve(workspace: Workspace, port: int) -> None:
    from app.serve import free_port, start, wait_until_serving

    chosen = free_port(port or read_settings(workspace.folder).port)
    process = start(workspace, port=chosen)
    signal.signal(signal.SIGTERM, _stop_with(process))
    try:
        address = wait_until_serving(process, port=chosen)
        typer.echo(f"档脉: {address}   (Ctrl-C stops it)")
        if process.wait():
            raise ArchiveError(address, "the app ended by itself", "Read its message above, start it again.")
    except KeyboardInterrupt:
        typer.echo("档脉: stopped.")
    finally:
        process.terminate()
        process.wait()


def _stop_with(process: subprocess.Popen[bytes]) -> Callable[[int, FrameType | None], None]:
    """On SIGTERM the app ends with us instead of living on as an orphan."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        process.terminate()
        raise KeyboardInterrupt

    return stop
