using Monitor.Core.Fetching;
using Monitor.Core.Media;

namespace Monitor.Core.Channels;

/// <summary>What every channel reader does around its parser: fetch, keep the wire bytes, decode them within limits.</summary>
public sealed class ReaderDoor(SafeHttp http, IMediaStore store)
{
    /// <summary>Fetches a page or feed and hands the decoded bytes of a success to <paramref name="parse"/>.</summary>
    public async Task<ChannelReading> ReadAsync(Channel channel, FetchRequest request, Func<SourceBytes, ChannelReading> parse, CancellationToken cancellationToken)
    {
        var answer = await http.FetchAsync(request with { Circuit = "channel-" + channel.Id }, store, cancellationToken);
        if (!answer.IsSuccess || answer.Body is null) return new ChannelReading(answer, []);
        try
        {
            var wire = await store.ReadAllAsync(answer.Body.Hash, cancellationToken);
            var bytes = BoundedDecoder.Decode(wire, answer.ContentEncoding, request.Limits.MaxDecodedBytes);
            return parse(new SourceBytes(bytes, answer.Header("Content-Type"), new Uri(answer.Exchange.FinalUrl))) with { Answer = answer };
        }
        catch (SourceRefusedException refusal)
        {
            return new ChannelReading(answer, []) { Refusal = refusal };
        }
        catch (FetchRefusedException refusal)
        {
            return new ChannelReading(answer, []) { Refusal = new SourceRefusedException(Pipelines.OutcomeReason.FetchRefused, refusal.Refusal.ToString(), refusal) };
        }
    }
}

/// <summary>Decoded bytes of a source with what the transport said about them.</summary>
/// <param name="Bytes">Body after decompression.</param>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="Url">Base for relative links.</param>
public sealed record SourceBytes(byte[] Bytes, string? ContentType, Uri Url);
