using Microsoft.Extensions.Options;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Channels.YouTube;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.App.Inspect;

/// <summary>Reads a channel once with the readers of the pipeline, keeps nothing, and says what a poll would find. For administrators: numbers and dates, no content.</summary>
public sealed class TryChannel(SafeHttp http, IOptions<MediaOptions> media, TimeProvider clock)
{
    public async Task<TriedChannel> RunAsync(ChannelKind kind, Uri url, string egress, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(media.Value.ScratchFolder);
        var door = new ReaderDoor(http, new FileMediaStore(scratch.Path), clock);
        IChannelReader reader = kind switch { ChannelKind.Telegram => new TelegramReader(door), ChannelKind.YouTube => new YouTubeReader(door), _ => new FeedChannelReader(door) };
        var channel = new Channel { Kind = kind, Url = url.OriginalString, Egress = egress, OnceCircuit = CircuitNames.Once("try") };
        try
        {
            var reading = await reader.ReadAsync(channel, url, conditional: false, "try", cancellationToken);
            if (reading is { IsRead: true, ResolvedUrl: { } resolved }) reading = await reader.ReadAsync(channel, resolved, conditional: false, "try", cancellationToken);
            if (reading.Refusal is { } refusal) return TriedChannel.Failed($"{refusal.Reason}: {refusal.Message}");
            if (!reading.IsRead) return TriedChannel.Failed($"HTTP {reading.Answer.Status}");
            var published = reading.Posts.Select(post => post.PublishedAt).OfType<DateTimeOffset>().ToList();
            return new TriedChannel(null, reading.Posts.Count, published.Count > 0 ? published.Min() : null, published.Count > 0 ? published.Max() : null, reading.Posts.Sum(post => post.Media.Count), reading.Problems.Count, reading.OlderPage is not null);
        }
        catch (FetchRefusedException refusal)
        {
            return TriedChannel.Failed($"{refusal.Refusal}: {refusal.Message}");
        }
    }
}

/// <summary>What a poll of a channel would find.</summary>
/// <param name="Problem">What kept it from being read; null where it was.</param>
/// <param name="HasOlderPages">True where it can be read back.</param>
public sealed record TriedChannel(string? Problem, int Posts, DateTimeOffset? OldestAt, DateTimeOffset? NewestAt, int Media, int Unreadable, bool HasOlderPages)
{
    public static TriedChannel Failed(string problem) => new(problem, 0, null, null, 0, 0, false);
}
