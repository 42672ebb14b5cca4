using Monitor.Core.Archive.Language;

namespace Monitor.Core.People;

/// <summary>
/// All names of all persons, in memory, by the keys of their words. Persons are counted in thousands: the same answers on one machine and on a cluster.
/// Built once and then only read; safe for many readers.
/// </summary>
public sealed class PersonIndex
{
    /// <summary>Words of a name that are looked at.</summary>
    public const int MaxWords = 8;

    private const int MaxShortKey = 3;

    private readonly GivenNames given;
    private readonly List<Held> names = [];
    private readonly Dictionary<string, NameWord> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byKey = new(StringComparer.Ordinal);
    private readonly List<string> skeletons;

    public PersonIndex(IEnumerable<(long PersonId, string Name)> all, GivenNames given)
    {
        this.given = given;
        foreach (var (person, name) in all)
        {
            var number = names.Count;
            var held = Words(name).Select(Intern).ToList();
            names.Add(new Held(person, name, held));
            foreach (var key in held.SelectMany(KeysOf).Distinct(StringComparer.Ordinal))
            {
                if (!byKey.TryGetValue(key, out var list)) byKey[key] = list = [];
                list.Add(number);
            }
        }

        skeletons = [.. byKey.Keys.Where(key => key[0] == '#' && key.Length > 4)];
    }

    /// <summary>Persons that the name may stand for, best first; ties by id. With <paramref name="variants"/> off, only those spelled as asked, letter case and folding aside.</summary>
    public IReadOnlyList<PersonMatch> Find(string name, int most = 10, bool variants = true)
    {
        var asked = Words(name).Select(word => words.GetValueOrDefault(word) ?? new NameWord(word, given)).ToList();
        if (asked.Count == 0) return [];
        var seen = new Dictionary<(NameWord, NameWord), Alike?>();
        Alike? Compare(NameWord one, NameWord other)
        {
            if (!variants) return one.Folded == other.Folded ? new Alike(1, AlikeBy.SameSpelling) : null;
            if (!seen.TryGetValue((one, other), out var found)) seen[(one, other)] = found = WordAlikeness.Of(one, other);
            return found;
        }

        var best = new Dictionary<long, PersonMatch>();
        foreach (var number in Candidates(asked))
        {
            var held = names[number];
            if (NameComparison.Compare(held.PersonId, held.Name, asked, held.Words, Compare) is not { } match) continue;
            if (!variants && match.Words.Any(word => word.Held is null)) continue;
            if (!best.TryGetValue(match.PersonId, out var other) || other.Score < match.Score) best[match.PersonId] = match;
        }

        var ranked = best.Values.OrderByDescending(match => match.Score).ThenBy(match => match.PersonId).ToList();
        if (ranked.Count == 0) return [];
        // What is far behind the best is noise beside it; where the best has every word that was asked for, so are its namesakes with other given names.
        var behind = ranked[0].Words.All(word => word.Held is not null) ? 0.25 : 0.4;
        return [.. ranked.TakeWhile(match => match.Score >= Math.Max(0.4, ranked[0].Score - behind)).Take(most)];
    }

    private HashSet<int> Candidates(List<NameWord> asked)
    {
        // A surname narrows; a given name alone brings everybody of that name.
        var narrow = asked.Where(word => !word.IsGiven && !word.IsInitial).ToList();
        var found = new HashSet<int>();
        foreach (var key in (narrow.Count > 0 ? narrow : asked).SelectMany(word => KeysOf(word).Concat(NearKeys(word))))
            if (byKey.TryGetValue(key, out var list)) found.UnionWith(list);
        return found;
    }

    private IEnumerable<string> NearKeys(NameWord word)
    {
        var own = word.Skeletons.Where(bones => bones.Length > 3).Take(4).ToList();
        return own.Count == 0 ? [] : skeletons.Where(held => own.Any(bones => Math.Abs(held.Length - 1 - bones.Length) <= 1 && WordAlikeness.EditDistance(held[1..], bones) == 1));
    }

    /// <summary>"=" a spelling, "#" a skeleton (of any form), "~" the whole key of a short word, "@" a set of given names.</summary>
    private static IEnumerable<string> KeysOf(NameWord word) =>
        word.Skeletons.Concat(word.AnyForm.Select(NameKeys.Skeleton)).Where(bones => bones.Length > 0).Distinct(StringComparer.Ordinal).Select(bones => "#" + bones)
            .Append("=" + word.Folded).Concat(word.Keys.Where(key => key.Length <= MaxShortKey).Select(key => "~" + key)).Concat(word.Sets.Select(set => "@" + set.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private NameWord Intern(string word)
    {
        if (!words.TryGetValue(word, out var made)) words[word] = made = new NameWord(word, given);
        return made;
    }

    /// <summary>The words of a name as written, small: a hyphened surname is two words. Signs that a transliteration puts between letters (” for ъ, · between s and h) are no ends of words: they count as apostrophes.</summary>
    private static IEnumerable<string> Words(string name)
    {
        var plain = string.Concat(name.Select(c => c is '”' or '″' or 'ʺ' or '·' or '‧' or 'ʹ' or '′' ? '\'' : c));
        return WordTokens.Of(plain).Take(MaxWords).Select(token => plain[token.Start..token.End].ToLowerInvariant());
    }

    private sealed record Held(long PersonId, string Name, IReadOnlyList<NameWord> Words);
}
