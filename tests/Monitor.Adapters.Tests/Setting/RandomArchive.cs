using Monitor.Core.Archive;

namespace Monitor.Adapters.Tests.Setting;

/// <summary>Records and queries drawn by chance from a few words, so that they meet: three languages, names, look-alikes, all clearances.</summary>
internal sealed class RandomArchive(int seed)
{
    private static readonly string[] Words =
    [
        "прафсаюз", "прафсаюза", "прафсаюзам", "стачка", "стачкі", "забастоўка", "забастоўкі", "завод", "заводзе", "суд", "затрымалі", "ў", "на", "і", "не",
        "профсоюз", "профсоюза", "забастовка", "забастовки", "заводе", "рабочий", "рабочие", "что", "были", "и", "щука", "ёлка", "елка",
        "union", "unions", "strike", "striking", "workers", "the", "and", "of",
        "Ярашук", "Ярошук", "Yarashuk", "Ярашука", "Аляксандр", "Александр", "Siarhei", "Сяргей", "Антусевіч", "Антусевич", "Antusevich", "Воўк", "Волк",
        "пpафсаюз", "M-000007", "2025", "а́кцэнт", "сям'я", "сям’я", "𐐀𐐁", "x²", "٣٤",
    ];

    private static readonly string[] Values = ["БНП", "РЭП", "СПМ", "Detention", "CoercedConfession", "ForcedConfession", "P-000001", "P-000002"];

    private readonly Random random = new(seed);

    public ArchiveRecord Record(int id) => new()
    {
        Id = id,
        Number = "M-" + id.ToString("000000", System.Globalization.CultureInfo.InvariantCulture),
        Revision = 1,
        Channel = "channel" + random.Next(5),
        ChannelTitle = "Channel",
        Outlet = Pick(["StateMedia", "Union", "Independent"]),
        PublishedAt = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(random.Next(2000)),
        Title = random.Next(3) == 0 ? Text(3) : null,
        Text = random.Next(10) == 0 ? "" : Text(random.Next(1, 25)),
        Language = random.Next(4) switch { 0 => "be", 1 => "ru", 2 => "en", _ => null },
        Kinds = random.Next(2) == 0 ? ["Video", "Photo"] : [],
        HasVideo = random.Next(2) == 0,
        HasGap = random.Next(5) == 0,
        Clearance = random.Next(8) == 0 ? random.Next(3) : 0,
        Screen = [.. Some(3).Select(at => new TimedText(id, at * 1000, (at + 1) * 1000, Text(4)))],
        Speech = [.. Some(2).Select(at => new TimedText(id, at * 1000, (at + 1) * 1000, Text(4), random.Next(3)))],
        Notes = [.. Some(2).Select(_ => new RecordValue(Text(5), random.Next(3)))],
        People = [.. Some(2).Select(_ => new RecordPerson(Pick(["P-000001", "P-000002"]), [Pick(Words) + " " + Pick(Words)], random.Next(3)))],
        Unions = [.. Some(2).Select(_ => new RecordValue(Pick(Values), random.Next(3)))],
        Acts = [.. Some(2).Select(_ => new RecordValue(Pick(Values), random.Next(3)))],
        Statuses = [.. Some(1).Select(_ => new RecordValue(Pick(Values), random.Next(3)))],
    };

    public ArchiveQuery Query()
    {
        var text = string.Join(random.Next(3) == 0 ? " OR " : " ", Enumerable.Range(0, random.Next(0, 4)).Select(_ => Part(0)));
        var query = ArchiveQuery.Parse(text, variants: random.Next(4) > 0) with { Facets = [.. Enum.GetValues<ArchiveFacet>()], PageSize = 10 };
        return random.Next(5) > 0 ? query : query with { Filters = new Dictionary<ArchiveFacet, string> { [Pick(Enum.GetValues<ArchiveFacet>())] = Pick(["channel1", "be", "БНП", "detention", "union", "2025-02", "p-000001"]) } };
    }

    private string Part(int depth) => random.Next(14) switch
    {
        0 => "-" + Pick(Words),
        1 => $"\"{Pick(Words)} {Pick(Words)}\"",
        2 => $"\"{Pick(Words)}\"",
        3 => Pick(["text:", "screen:", "speech:", "note:", "person:"]) + Pick(Words),
        4 => Pick(["channel:channel2", "outlet:union", "language:ru", "kind:video", "has:gap", "has:screen", "union:бнп", "act:detention", "status:спм"]),
        5 => Pick(["before:2025-02-15", "after:2025-02", "on:2025-03", "on:2025-01-14"]),
        6 => Pick(["пра*", "за?од*", "str*", "яр*к", "прафса?з"]),
        7 => Pick(["прафсоюз~", "забастовкa~", "strikes~", "антусевич~", "александра~"]),
        8 when depth < 2 => $"({Part(depth + 1)} OR {Part(depth + 1)})",
        9 when depth < 2 => $"-({Part(depth + 1)} {Part(depth + 1)})",
        _ => Pick(Words),
    };

    private IEnumerable<int> Some(int most) => Enumerable.Range(0, random.Next(most + 1));

    private string Text(int words) => string.Join(random.Next(4) == 0 ? ", " : " ", Enumerable.Range(0, words).Select(_ => Pick(Words)));

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
