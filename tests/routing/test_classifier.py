from math import log, sqrt

import pytest

from bot.routing.classifier import FEWEST_MARKS, Classifier, Example
from bot.routing.counts import SMOOTHING
from bot.routing.features import different_units, marks

LABELS = ("terras", "afval", "markt")
EXAMPLES = (
    Example("mag mijn terras op de stoep", "terras"),
    Example("stoelen en tafels op het terras", "terras"),
    Example("wanneer wordt het papier opgehaald", "afval"),
    Example("mijn vuilnis staat er nog", "afval"),
    Example("een plaats op de markt voor mijn kraam", "markt"),
)
QUESTIONS = ("mag ik stoelen zetten", "mijn kraam op de markt", "het terras en de vuilnis", "xyz", "")


def plain(examples: tuple[Example, ...], text: str) -> list[float]:
    """Return the scores as Complement Naive Bayes has them, without any packing."""
    counts: dict[str, dict[int, float]] = {label: {} for label in LABELS}
    for example in examples:
        found = different_units(example.text)
        weight = 1.0 / sqrt(max(1, sum(1 if " " in unit else 2 * len(unit) for unit in found)))
        for mark in (mark for unit in found for mark in marks(unit)):
            counts[example.label][mark] = counts[example.label].get(mark, 0.0) + weight
    every = {mark for of_label in counts.values() for mark in of_label}
    known = [mark for unit in different_units(text) for mark in marks(unit) if mark in every]
    everything = sum(sum(of_label.values()) for of_label in counts.values()) + SMOOTHING * len(every)
    scores = []
    for label in LABELS:
        others = [of_label for other, of_label in counts.items() if other != label]
        size = everything - sum(counts[label].values())
        shares = [(sum(of_label.get(mark, 0.0) for of_label in others) + SMOOTHING) / size for mark in known]
        scores.append(-sum(map(log, shares)) / sqrt(max(len(known), FEWEST_MARKS)))
    return scores


def differences(scores: list[float] | tuple[float, ...]) -> list[float]:
    return [score - scores[0] for score in scores]


@pytest.mark.parametrize("text", QUESTIONS)
def test_scores_are_those_of_complement_naive_bayes(text: str) -> None:
    judged = Classifier(LABELS, EXAMPLES).judge(text)
    assert differences(judged.scores) == pytest.approx(differences(plain(EXAMPLES, text)), abs=1e-5)


@pytest.mark.parametrize("left_out", EXAMPLES)
def test_leaving_an_example_out_is_as_if_it_had_never_been_there(left_out: Example) -> None:
    without = Classifier(LABELS, [one for one in EXAMPLES if one != left_out])
    judged = Classifier(LABELS, EXAMPLES).judge(left_out.text, left_out)
    assert judged.scores == pytest.approx(without.judge(left_out.text).scores, abs=1e-5)
    assert judged.familiar == pytest.approx(without.judge(left_out.text).familiar)


@pytest.mark.parametrize("text", QUESTIONS)
def test_learning_is_as_if_it_had_always_been_known_and_forgetting_as_if_it_never_had(text: str) -> None:
    taught, all_at_once = Classifier(LABELS, EXAMPLES[:3]), Classifier(LABELS, EXAMPLES)
    before = taught.judge(text)
    for example in EXAMPLES[3:]:
        taught.learn(example)
    assert taught.judge(text).scores == pytest.approx(all_at_once.judge(text).scores, abs=1e-5)
    for example in EXAMPLES[3:]:
        taught.forget(example)
    assert taught.judge(text).scores == pytest.approx(before.scores, abs=1e-5)
    assert taught.judge(text).familiar == pytest.approx(before.familiar)


def test_how_familiar_a_text_is() -> None:
    classifier = Classifier(LABELS, EXAMPLES)
    assert classifier.judge(EXAMPLES[0].text).familiar > classifier.judge("mijn terras").familiar > 0.6
    assert classifier.judge("x").familiar < 0.1
    assert classifier.judge("привет как дела").familiar < 0.1
    assert classifier.judge("").familiar == 0.0


def test_the_words_that_speak_for_a_label_are_shown_as_typed_the_strongest_first() -> None:
    words = Classifier(LABELS, EXAMPLES).words("Mijn KRAAM op de Markt?", "markt")
    assert {"KRAAM", "Markt"} <= {word for word, _ in words[:3]}
    assert [says for _, says in words] == sorted((says for _, says in words), reverse=True)
    assert all(says > 0 for _, says in words)


def test_what_was_learnt_from_a_text_is_no_reason_for_it() -> None:
    classifier, own = Classifier(LABELS, EXAMPLES), Example("helaas een zeepkist op de markt", "markt")
    before = classifier.words(own.text, "markt")
    assert all(says > 0 for _, says in classifier.words(own.text, "markt", own))  # it was not learnt yet
    classifier.learn(own)
    assert "zeepkist" in {word for word, _ in classifier.words(own.text, "markt")}
    assert dict(classifier.words(own.text, "markt", own)) == pytest.approx(dict(before), abs=1e-5)


def test_without_labels_or_examples_there_are_no_opinions() -> None:
    assert Classifier((), ()).judge("mijn terras").scores == ()
    assert Classifier(LABELS, ()).judge("mijn terras").scores == (0.0, 0.0, 0.0)
    assert Classifier(("terras",), EXAMPLES[:1]).judge("mijn terras").familiar > 0.5
