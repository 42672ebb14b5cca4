using Monitor.Core.Fetching;
using Monitor.Core.Media;

namespace Monitor.Core.Channels;

/// <summary>What every channel reader does around its parser: fetch by the channel's way out, keep the wire bytes, decode them within limits.</summary>
public sealed class ReaderDoor(SafeHttp http, IMediaStore store, TimeProvider clock)
{
    /// <summary>Fetches a page or feed and hands the decoded bytes of a success to <paramref name="parse"/>.</summary>
    /// <param name="conditional">True where the validators of the last answer are sent along.</param>
    public async Task<ChannelReading> ReadAsync(Channel channel, Uri url, FetchKind kind, bool conditional, string job, Func<SourceBytes, ChannelReading> parse, CancellationToken cancellationToken)
    {
        var request = RequestOf(channel, url, kind, job);
        if (conditional) request = PollValidators.Apply(request, channel, http.RouteOf(channel.Egress), clock.GetUtcNow());
        var answer = await http.FetchAsync(request, store, cancellationToken);
        if (answer.IsNotModified && request is { ETag: null, LastModified: null })
            return new ChannelReading(answer, []) { Refusal = new SourceRefusedException(Pipelines.OutcomeReason.NotModifiedUnasked, "The server says that nothing changed, although it was asked for all of it.") };
        if (!answer.IsSuccess || answer.Body is null) return new ChannelReading(answer, []);
        try
        {
            var bytes = await DecodeAsync(answer, kind, cancellationToken);
            if (!HasItsEnd.Of(answer, bytes)) throw new SourceRefusedException(Pipelines.OutcomeReason.CutOff, "The answer was cut off: it ends before its end, and says not how long it is. It is read again.");
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

    /// <summary>Asks a page whether it is there. The body of a success is read only where it is needed.</summary>
    public async Task<(FetchResult Answer, byte[] Body)> LookAsync(Channel channel, Uri url, bool withBody, string job, CancellationToken cancellationToken)
    {
        var request = RequestOf(channel, url, FetchKind.Page, job) with { OnlyRefusals = !withBody };
        var answer = await http.FetchAsync(request, store, cancellationToken);
        try
        {
            return (answer, withBody && answer is { IsSuccess: true, Body: not null } ? await DecodeAsync(answer, FetchKind.Page, cancellationToken) : []);
        }
        catch (FetchRefusedException refusal)
        {
            refusal.Along = [answer];
            throw;
        }
    }

    private static FetchRequest RequestOf(Channel channel, Uri url, FetchKind kind, string job) =>
        new(url, kind) { Job = job, Circuit = channel.CircuitName(), Route = channel.Egress };

    private async Task<byte[]> DecodeAsync(FetchResult answer, FetchKind kind, CancellationToken cancellationToken) =>
        BoundedDecoder.Decode(await store.ReadAllAsync(answer.Body!.Hash, cancellationToken), answer.ContentEncoding, FetchLimits.For(kind).MaxDecodedBytes);
}

/// <summary>Decoded bytes of a source with what the transport said about them.</summary>
/// <param name="Bytes">Body after decompression.</param>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="Url">Base for relative links.</param>
public sealed record SourceBytes(byte[] Bytes, string? ContentType, Uri Url);
