"""Whom a figure is about, and who only tells it: the lists of `rules/facts/subjects.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Anywhere, AtEnd, Ends, Lists, Words


class SubjectWords(Lists):
    """`rules/facts/subjects.yml`, where each list is explained."""

    regional: Ends
    area_ends: Ends
    kinds_of_places: list[str]
    parts: list[str]
    announcing: list[str]
    deictic: Words
    owned: list[str]
    economies: Words
    economic: list[str]
    areas: Words
    place_classes: Words
    regions: Ends
    object: list[str]
    kinds_of_firms: list[str]
    supports: Anywhere
    helps: Anywhere
    met: AtEnd
    placed: Ends
    first: Ends
    served: Anywhere
    company: Ends
    alone: Ends
    townly: Ends
    called: Ends
    governing: Ends
    before_subject: Ends
    event: list[str]
    branch: Ends
    ranked_in: list[str]
    craft: list[str]
    craft_is: list[str]
    initiatives: list[str]
    lying: AtEnd
    firm_trades: Ends
    thereafter: Ends
    banks: Ends
    given_to: list[str]
    running: list[str]
    founded_by: Ends
    sources: list[str]
    locals: Ends
    away: Ends
    visiting: AtEnd
    premise: list[str]
    officer: list[str]
    observer: Ends
    telling: Ends
    reporting: Words
    showing: Ends
    showing_firms: Ends
    meetings: Ends
    nationwide: Ends
    parts_of_place: Words
    world_sums: list[str]
    country: list[str]
    national_ranks: list[str]
    bodies: list[str]
    dispatching: Anywhere
    bodies_tell: list[str]
    abroad: Anywhere
    passing: Ends
    market: Anywhere
    of_households: Ends
    sites_of_firms: list[str]
    situated: Ends
    ruling: AtEnd
    away_at: Ends
    looks: Ends
    firms_own: Ends
    further: Ends
