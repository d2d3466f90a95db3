"""The ledger opens in Datasette as it is: its view of claims in one row each, and its search."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sayso.ledger.store import Ledger
from sayso.types.claim import Reading
from tests.made import claim, report


@pytest.mark.filterwarnings("ignore")
def test_datasette_shows_the_claims(tmp_path: Path) -> None:
    datasette = pytest.importorskip("datasette.app")
    path = tmp_path / "news.db"
    with Ledger(path) as ledger:
        ledger.keep(report(), Reading((claim(),)), reader="r")

    async def asked(address: str) -> list[dict[str, object]]:
        served = datasette.Datasette([str(path)])
        await served.invoke_startup()
        response = await served.client.get(address)
        assert response.status_code == 200
        found: list[dict[str, object]] = response.json()
        return found

    (row,) = asyncio.run(asked("/news/claims_readable.json?_shape=array"))
    assert (row["actors"], row["chain"], row["trigger_quote"]) == ("Rebels", "statement < army", "shelled")
