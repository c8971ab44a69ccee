"""Dated limits and campaigns: each row has its first day, its source, and says whether it is certain."""

import datetime as dt

from shanyraq.spine.quality.queries.words import CAMPAIGNS, campaign_words
from shanyraq.spine.quality.reference.campaigns import begun_by, campaign, campaigns
from shanyraq.spine.quality.reference.limits import every_limit, limits_on


def test_a_limit_holds_from_its_first_day() -> None:
    for limit in every_limit():
        assert limits_on(limit.valid_from)[limit.code] == limit.value
        assert limits_on(limit.valid_from - dt.timedelta(days=1)).get(limit.code) != limit.value
        assert limit.source
    assert limits_on(dt.date(2000, 1, 1)) == {}
    assert limits_on(dt.date(2026, 11, 23))["class_size"] == 25


def test_campaigns_are_whole_and_each_once() -> None:
    keys = [one.key for one in campaigns()]
    assert len(set(keys)) == len(keys)
    assert {one.code for one in campaigns()} == set(CAMPAIGNS)
    assert all(one.counts_on <= one.due and one.source for one in campaigns())
    assert [campaign(key) for key in keys] == list(campaigns())
    assert campaign("nothing-2026") is None


def test_a_campaign_begins_on_its_day() -> None:
    first = campaigns()[0]
    assert begun_by(first.counts_on) == (first,)
    assert begun_by(first.counts_on - dt.timedelta(days=1)) == ()


def test_a_key_that_nobody_knows_is_shown_and_breaks_nothing() -> None:
    assert campaign_words("") == ""
    assert campaign_words("old_campaign-2019") == "old_campaign, 2019–2020"
