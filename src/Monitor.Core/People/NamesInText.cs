using Monitor.Core.Archive.Language;

namespace Monitor.Core.People;

/// <summary>Finds persons of a registry whose name stands in a text: two capital words side by side, in any spelling, form and order. Only to suggest; nothing is tagged by it. Pure.</summary>
public static class NamesInText
{
    /// <summary>Pairs of words that are looked at, at most.</summary>
    public const int MaxPairs = 200;

    /// <summary>How well a name must fit.</summary>
    public const double Sure = 0.8;

    /// <summary>Persons in the order in which their names stand, with the words that they were taken for.</summary>
    public static IReadOnlyList<(long PersonId, string Words)> Find(PersonIndex index, IEnumerable<string> texts)
    {
        var found = new Dictionary<long, string>();
        foreach (var pair in texts.SelectMany(Pairs).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxPairs))
            foreach (var match in index.Find(pair, 3).Where(match => match.Score >= Sure && match.Words.All(word => word.Held is not null)))
                found.TryAdd(match.PersonId, pair);
        return [.. found.Select(pair => (pair.Key, pair.Value))];
    }

    private static IEnumerable<string> Pairs(string text)
    {
        WordToken? before = null;
        foreach (var word in WordTokens.Of(text))
        {
            var isName = char.IsUpper(text[word.Start]) && word.End - word.Start > 1;
            if (isName && before is { } first && text.AsSpan(first.End, word.Start - first.End).Trim().Length == 0) yield return text[first.Start..word.End];
            before = isName ? word : null;
        }
    }
}
