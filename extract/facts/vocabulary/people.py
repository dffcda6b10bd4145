"""People by name and by what they are: the lists of `rules/facts/people.yml`."""

from __future__ import annotations

from extract.facts.vocabulary.forms import Ends, Letters, Lists, Words


class PersonWords(Lists):
    """`rules/facts/people.yml`, where each list is explained."""

    person: list[str]
    jobs: list[str]
    stalls: list[str]
    styles: list[str]
    surnames: str
    not_given: Letters
    given_names: Words
    no_person: Letters
    particle_surnames: Letters
    village_officer: list[str]
    staffed: Words
    belonging: Ends
    content: Ends
    living_on: Ends
    living: Ends
    crews: Ends
