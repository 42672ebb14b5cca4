using Monitor.Core.Archive;

namespace Monitor.Benchmarks.Search;

/// <summary>Twelve kinds of queries. Words have ranks 20 to 20,000, each order of magnitude as often.</summary>
internal sealed class QueryShapes(SyntheticArchive archive, int posts)
{
    private static readonly ArchiveFacet[] Six = [ArchiveFacet.Channel, ArchiveFacet.Outlet, ArchiveFacet.Language, ArchiveFacet.Union, ArchiveFacet.Person, ArchiveFacet.Month];

    public IReadOnlyList<(string Name, Func<Random, ArchiveQuery> Make)> All =>
    [
        ("one word", random => ArchiveQuery.Parse(Word(random))),
        ("one word, exact", random => ArchiveQuery.Parse($"\"{Word(random)}\"")),
        ("one word, newest first", random => ArchiveQuery.Parse(Word(random)) with { Sort = ArchiveSort.Newest }),
        ("two words", random => ArchiveQuery.Parse($"{Word(random)} {Word(random)}")),
        ("phrase", random => ArchiveQuery.Parse($"\"{Phrase(random)}\"")),
        ("OR of five", random => ArchiveQuery.Parse(string.Join(" OR ", Enumerable.Range(0, 5).Select(_ => Word(random))))),
        ("word without word, one year", random => ArchiveQuery.Parse($"{Word(random)} -{Word(random)} on:2023")),
        ("name in any spelling", random => ArchiveQuery.Parse(archive.Names[random.Next(archive.Names.Count)].Split(' ')[1])),
        ("pattern", random => ArchiveQuery.Parse(Prefix(random) + "*")),
        ("one letter wrong", random => ArchiveQuery.Parse(Long(random) + "~")),
        ("one word, six facets", random => ArchiveQuery.Parse(Word(random)) with { Facets = Six }),
        ("everything, newest first", _ => new ArchiveQuery { Sort = ArchiveSort.Newest }),
        ("everything, six facets", _ => new ArchiveQuery { Sort = ArchiveSort.Newest, Facets = Six }),
    ];

    private string Word(Random random) => archive.Words[Math.Min(archive.Words.Count - 1, (int)(20 * Math.Pow(1000, random.NextDouble())))];

    private string Long(Random random)
    {
        while (true)
            if (Word(random) is { Length: >= 6 } word) return word;
    }

    private string Prefix(Random random) => Long(random)[..5];

    private string Phrase(Random random)
    {
        var words = archive.Post(random.Next(1, posts + 1)).Text.Split(' ');
        var at = random.Next(words.Length - 1);
        return words[at] + " " + words[at + 1];
    }
}
