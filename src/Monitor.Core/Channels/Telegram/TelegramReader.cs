using System.Globalization;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads a Telegram channel by its public preview page.</summary>
public sealed class TelegramReader(ReaderDoor door) : IChannelReader
{
    private const int MarkupBytes = 5 << 20, MostParts = 10;

    public ChannelKind Kind => ChannelKind.Telegram;

    public bool HasConsecutiveIds => true;

    public bool JudgesByBody => true;

    public Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken) =>
        door.ReadAsync(channel, url, FetchKind.Page, conditional, job, Parse, cancellationToken);

    /// <summary>A page that ends after the post and all parts that an album may have shows it whole.</summary>
    public Uri? PageShowing(Channel channel, string nativeId) => NativeNumber.Of(nativeId) is not { } number ? null
        : new UriBuilder(channel.ReadUrl()) { Query = "before=" + (number + MostParts).ToString(CultureInfo.InvariantCulture) }.Uri;

    /// <summary>The post by itself, as other sites embed it.</summary>
    public Uri? PageOf(Channel channel, Post post) => PreviewAddress.ChannelName(channel.ReadUrl()) is { } name
        ? new UriBuilder(channel.ReadUrl()) { Path = $"/{name}/{post.NativeId}", Query = "embed=1" }.Uri : null;

    public Sighting Judge(FetchResult answer, byte[] body, IReadOnlyList<string> words) => answer.Status is 404 or 410 ? Sighting.Gone
        : answer.IsSuccess && body.Length is > 0 and <= MarkupBytes ? EmbedParser.Judge(SourceText.Decode(body, answer.Header("Content-Type"))) : Sighting.Unknown;

    /// <summary>Parses decoded bytes; the same way for a poll and for an inspection.</summary>
    public static ChannelReading Parse(SourceBytes source)
    {
        var page = ParsePage(source);
        return new ChannelReading(null!, page.Posts) { OlderPage = page.OlderPage, Problems = page.Problems };
    }

    public static PreviewPage ParsePage(SourceBytes source)
    {
        if (source.Bytes.Length > MarkupBytes) throw new SourceRefusedException(OutcomeReason.PageTooLarge, $"The page has more than {MarkupBytes} bytes.");
        return PreviewParser.Parse(SourceText.Decode(source.Bytes, source.ContentType), source.Url);
    }
}
