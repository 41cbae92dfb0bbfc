"""The command `rowback`, and what becomes of errors: a message for a person and an exit status, never a traceback."""

from __future__ import annotations

from collections.abc import Sequence

import click

from rowback.cli import streams
from rowback.cli.actors import actors
from rowback.cli.add import add
from rowback.cli.answers import board, findings, statements
from rowback.cli.asking import DEFAULT
from rowback.cli.deciding import correct, review
from rowback.cli.issues import issues
from rowback.cli.ledger import ledger as care
from rowback.cli.read import read
from rowback.cli.sample import sample
from rowback.cli.serve import serve
from rowback.cli.show import show
from rowback.core.errors import RowbackError, UsageError

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


_HELP = """Read dated news: who said what, when, on whose behalf, and who took it back.

Everything happens on this machine: no text leaves it, nothing is downloaded.

\b
Try it:
  rowback read article.txt
  rowback read --explain article.html
  rowback read --format json articles.jsonl > statements.jsonl
  rowback issues import issues.toml
  rowback add news/
  rowback board ua_nato
  rowback findings

`rowback COMMAND --help` tells what a command does.
"""


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from rowback import __version__
    from rowback.language import model_info

    click.echo(f"rowback {__version__}")
    model = model_info()
    click.echo(f"model {model.name} {model.version}, sha256 {model.sha256}")
    context.exit()


@click.group(help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of the program and of its model, with the model's hash.",
)
@click.option(
    "--ledger",
    metavar="FILE|URL",
    envvar="ROWBACK_LEDGER",
    default=DEFAULT,
    show_default=True,
    help="The ledger that commands work on; also the environment variable ROWBACK_LEDGER.",
)
def rowback(ledger: str) -> None:
    """Hold the commands; they find the ledger in the context."""


for _command in (read, add, statements, board, findings, show, issues, actors, review, correct, sample, care, serve):
    rowback.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 something was refused, 2 wrong usage, 130 interrupted."""
    streams.use_utf8()
    try:
        status = rowback.main(args=arguments, prog_name="rowback", standalone_mode=False)
        streams.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        click.UsageError(str(error)).show()
        return WRONG_USAGE
    except RowbackError as error:
        streams.tell(f"rowback: {error}")
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        streams.tell("rowback: interrupted")
        return INTERRUPTED
    except streams.ReaderGoneError:
        return DONE  # `rowback read … | head` has seen enough
    except streams.OutputError as error:
        streams.tell(f"rowback: the answer cannot be written: {error}")
        return REFUSED
    return status if isinstance(status, int) else DONE
