using System.Globalization;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>Decides what each post of a simulated channel is and what becomes of it.</summary>
internal sealed class SimulatedPublisher(Random random)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly SimulatedMedia[] Parts = [SimulatedMedia.Photo, SimulatedMedia.Photo, SimulatedMedia.Video];

    private readonly SimulatedTexts texts = new(random);
    private readonly List<SimulatedPost> lasting = [];
    private int nextId = 100;

    public IReadOnlyList<SimulatedPost> Publish(IReadOnlyList<DateTimeOffset> instants) => [.. instants.Select(Next)];

    private SimulatedPost Next(DateTimeOffset at)
    {
        // A service message, such as a new photo of the channel, takes an id and is no post.
        if (Chance(0.02)) nextId += random.Next(1, 4);
        var album = Chance(0.08);
        var media = album ? Album() : Single();
        var id = nextId;
        nextId += Math.Max(1, media.Count);
        var silent = !album && media.Count > 0 && (media[0] is SimulatedMedia.Voice or SimulatedMedia.RoundVideo || Chance(0.1));
        var post = new SimulatedPost(id, at, silent ? "" : texts.Make(id))
        {
            Parts = [.. Enumerable.Range(id + 1, Math.Max(0, media.Count - 1))],
            Media = media,
            Audience = random.Next(500, 50_000),
            DeletedAt = Chance(0.05) ? at + Lifetime() : null,
        };
        post = Chance(0.10) && media is not [SimulatedMedia.RoundVideo] ? post with { Edits = Edits(post) } : WithOrigin(post);
        if (post.DeletedAt is null) lasting.Add(post);
        return post;
    }

    private List<SimulatedMedia> Album()
    {
        List<SimulatedMedia> media = [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => Parts[random.Next(Parts.Length)])];
        if (Chance(0.04)) media[random.Next(media.Count)] = SimulatedMedia.TooBigVideo;
        return media;
    }

    private List<SimulatedMedia> Single() => random.NextDouble() switch
    {
        < 0.04 => [SimulatedMedia.TooBigVideo],
        < 0.34 => [SimulatedMedia.Photo],
        < 0.56 => [SimulatedMedia.Video],
        < 0.58 => [SimulatedMedia.Voice],
        < 0.60 => [SimulatedMedia.RoundVideo],
        < 0.63 => [SimulatedMedia.Document],
        _ => [],
    };

    /// <summary>One in five is gone within minutes, before anybody could read it; the others after 20 minutes to 20 days.</summary>
    private TimeSpan Lifetime() => Chance(0.2) ? Seconds(40, 240) : Between(20 * Minute, TimeSpan.FromDays(20));

    /// <summary>One or two, between 10 minutes and 6 days after it was published, and never after it was deleted.</summary>
    private List<SimulatedEdit> Edits(SimulatedPost post)
    {
        var edits = new List<SimulatedEdit>();
        var text = post.Text;
        var instants = Enumerable.Range(0, random.Next(1, 3)).Select(_ => post.PublishedAt + Between(10 * Minute, TimeSpan.FromDays(6))).Distinct().Order();
        foreach (var at in instants.ToList().Where(at => post.DeletedAt is null || at < post.DeletedAt))
            edits.Add(new SimulatedEdit(at, text = texts.Edit(text, edits.Count + 1)));
        return edits;
    }

    /// <summary>What is edited was written here; of the rest, some are forwards and some replies.</summary>
    private SimulatedPost WithOrigin(SimulatedPost post)
    {
        var draw = random.NextDouble();
        if (draw < 0.06) return post with { ForwardedFrom = string.Create(CultureInfo.InvariantCulture, $"https://t.me/other_channel_{random.Next(1, 9)}/{random.Next(1, 90_000)}") };
        if (draw < 0.07) return post with { ForwardedFrom = "Имя & Фамилия" };
        return draw < 0.12 && lasting.Count > 0 ? post with { ReplyTo = lasting[^random.Next(1, Math.Min(lasting.Count, 60) + 1)].Id } : post;
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private TimeSpan Seconds(int least, int most) => TimeSpan.FromSeconds(random.Next(least, most));

    /// <summary>Mostly soon, sometimes late: even on a scale of logarithms; in whole seconds.</summary>
    private TimeSpan Between(TimeSpan least, TimeSpan most) => TimeSpan.FromSeconds(Math.Round(least.TotalSeconds * Math.Pow(most / least, random.NextDouble())));
}
