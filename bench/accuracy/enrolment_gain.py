#!/usr/bin/env python3
"""What enrolling one, two or three impressions gains, from `dactyl evaluate SET... --impostors all --scores F.csv`.

usage: enrolment_gain.py F.csv

Each window of N consecutive impressions of a finger is enrolled in turn; every other impression of the same finger is a genuine
probe, every print of the set's other fingers an impostor. The score is the best of the N comparisons. `update` also enrols, one
after the other, the genuine probes that reach the score 40 (one false match in 10 000), up to MOST templates. `checked` enrols
only impressions that agree: of the first N + 2, the N whose lowest mutual score is highest. Prints the means over the sets of
EER / FMR1000 in %.
"""
import csv
import itertools
import sys
from collections import defaultdict

UPDATE_SCORE = 40.0
MOST = 6


def rates(genuine, impostor):
    """EER as FVC2000 defines it, and the lowest FNMR with FMR <= 1/1000, in %."""
    genuine.sort()
    impostor.sort()
    thresholds = sorted(set(genuine) | set(impostor))
    thresholds.append(thresholds[-1] + 1)
    g = i = 0
    low = high = None
    at_1000 = 1.0
    for t in thresholds:
        while g < len(genuine) and genuine[g] < t:
            g += 1
        while i < len(impostor) and impostor[i] < t:
            i += 1
        fnmr, fmr = g / len(genuine), 1 - i / len(impostor)
        if fnmr <= fmr:
            low = (fnmr + fmr) / 2
        if fnmr >= fmr and high is None:
            high = (fnmr + fmr) / 2
        if fmr <= 1e-3:
            at_1000 = min(at_1000, fnmr)
    return 100 * min(low, high), 100 * at_1000


def read(path):
    """set -> (finger -> prints in order, pair of prints -> score)"""
    sets = defaultdict(lambda: (defaultdict(dict), {}))
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            folder, _, a = row["a"].rpartition("/")
            b = row["b"].rpartition("/")[2]
            fingers, scores = sets[folder]
            for stem in (a, b):
                fingers[stem.rpartition("_")[0]][stem] = None
            scores[a, b] = scores[b, a] = float(row["score"])
    return sets


def best(scores, references, probe):
    return max(scores[r, probe] for r in references)


def agreeing(scores, prints, count):
    """The `count` prints whose lowest mutual score is highest."""
    if count == 1:  # the one that agrees most with the others
        return [max(prints, key=lambda p: sum(scores[p, q] for q in prints if q != p))]
    return max(itertools.combinations(prints, count),
               key=lambda group: min(scores[p, q] for p, q in itertools.combinations(group, 2)))


def measure(fingers, scores, count, checked, update):
    genuine, impostor = [], []
    for finger, its_prints in fingers.items():
        prints = list(its_prints)
        windows = [prints[:count + 2]] if checked else [prints[k:k + count] for k in range(len(prints) - count + 1)]
        for window in windows:
            enrolled = list(agreeing(scores, window, count)) if checked else window
            references = list(enrolled)
            probes = [p for p in prints if p not in (window if checked else enrolled)]
            for probe in probes:
                score = best(scores, references, probe)
                genuine.append(score)
                if update and score >= UPDATE_SCORE and len(references) < MOST:
                    references.append(probe)
            for other, its in fingers.items():
                if other != finger:
                    impostor.extend(best(scores, references, p) for p in its)
    return rates(genuine, impostor)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sets = read(sys.argv[1])
    print("enrolled    plain          update         checked")
    for count in (1, 2, 3):
        cells = []
        for checked, update in ((False, False), (False, True), (True, False)):
            figures = [measure(*one, count, checked, update) for one in sets.values()]
            cells.append("%.2f / %.2f" % tuple(sum(f[k] for f in figures) / len(figures) for k in (0, 1)))
        print("%8d    %-14s %-14s %-14s" % (count, *cells))


if __name__ == "__main__":
    main()
