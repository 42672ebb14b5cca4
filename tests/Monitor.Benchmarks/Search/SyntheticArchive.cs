using Monitor.Core.Archive;

namespace Monitor.Benchmarks.Search;

/// <summary>Posts that nobody wrote: words by Zipf's law, 20 to 120 a post, text on screen on half of them, 200 channels, 5,000 persons, five years. The same for the same number.</summary>
internal sealed class SyntheticArchive
{
    public const int Channels = 200, Persons = 5000;

    private readonly string[] words;
    private readonly string[] names;
    private readonly double[] sums;

    public SyntheticArchive()
    {
        words = [.. Vocabulary().Distinct()];
        new Random(7).Shuffle(words);
        var random = new Random(8);
        names = [.. Enumerable.Range(0, Persons).Select(_ => Capital(Word(random, 3)) + " " + Capital(Word(random, 4)) + "ский")];
        sums = new double[words.Length];
        for (var rank = 0; rank < words.Length; rank++) sums[rank] = (rank > 0 ? sums[rank - 1] : 0) + (1.0 / (rank + 2.7));
    }

    /// <summary>Words by rank, the most frequent first.</summary>
    public IReadOnlyList<string> Words => words;

    public IReadOnlyList<string> Names => names;

    public ArchiveRecord Post(int id)
    {
        var random = new Random(id);
        var text = Text(random, random.Next(20, 121));
        if (random.Next(3) == 0) text = $"{text} {names[random.Next(Persons)]} {Text(random, 3)}";
        var hasScreen = random.Next(2) == 0;
        return new ArchiveRecord
        {
            Id = id,
            Number = Monitor.Core.Posts.Post.NumberOf(id),
            Revision = 1,
            Channel = "channel" + random.Next(Channels),
            ChannelTitle = "Channel",
            Outlet = ((string[])["SecurityService", "StateMedia", "ProGovernment", "Independent", "Union"])[random.Next(5)],
            PublishedAt = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(5 * 365 * 24 * 60)),
            Text = text,
            Language = "ru",
            Kinds = hasScreen ? ["Video"] : [],
            HasVideo = hasScreen,
            Screen = hasScreen ? [.. Enumerable.Range(0, random.Next(1, 5)).Select(at => new TimedText(id, at * 3000, (at + 1) * 3000, Text(random, random.Next(3, 12))))] : [],
        };
    }

    /// <summary>A word as often as its rank comes up in posts.</summary>
    public string Draw(Random random)
    {
        var at = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return words[at < 0 ? Math.Min(~at, words.Length - 1) : at];
    }

    private string Text(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Draw(random)));

    /// <summary>The words of the Snowball samples where they are, made-up ones otherwise.</summary>
    private static IEnumerable<string> Vocabulary()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "samples", "text", "snowball_russian", "voc.txt");
            if (File.Exists(file)) return File.ReadLines(file).Where(word => word.Length > 1);
        }

        var random = new Random(9);
        return Enumerable.Range(0, 50_000).Select(_ => Word(random, random.Next(2, 6)));
    }

    private static string Word(Random random, int syllables) => string.Concat(Enumerable.Range(0, syllables).Select(_ => "бвгдзклмнпрстфх"[random.Next(15)].ToString() + "аеиоуыяю"[random.Next(8)]));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
