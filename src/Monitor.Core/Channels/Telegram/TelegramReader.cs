using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads a Telegram channel by its public preview page.</summary>
public sealed class TelegramReader(ReaderDoor door) : IChannelReader
{
    public ChannelKind Kind => ChannelKind.Telegram;

    public async Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(url, FetchKind.Page) { Job = job, ETag = conditional ? channel.ETag : null, LastModified = conditional ? channel.LastModified : null };
        return await door.ReadAsync(channel, request, Parse, cancellationToken);
    }

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

    private const int MarkupBytes = 5 << 20;
}
