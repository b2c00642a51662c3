"""The contract as networks of Meta keep it: waits are told in whole minutes, a dead token cannot be renewed."""

from datetime import UTC, datetime, timedelta

from networks.base import MemorySteps
from networks.contract import StubContract
from networks.outcomes import NotSent, Trouble


class GraphContract(StubContract):
    refreshes = False

    def test_too_fast_is_surely_not_sent_and_names_the_moment(self, net, connection, stub, far):
        stub.faults.add("limit", seconds=90)
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.RATE
        assert outcome.retry_at
        assert timedelta(seconds=115) < outcome.retry_at - datetime.now(UTC) <= timedelta(minutes=2)
        assert far.posts() == []
