using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Channels.YouTube;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.App.Inspect;

/// <summary>Looks at one input with the very classes that the stages call, and says what they found.</summary>
public sealed class InspectRun(InspectInputReader reader, IMediaStore store, MediaInspection media)
{
    public static readonly IReadOnlyList<string> Kinds = ["feed", "telegram", "youtube", "video", "picture", "text"];

    /// <summary>Never throws for bad input: the document says Failed and why.</summary>
    public async Task<InspectDocument> RunAsync(string kind, string input, InspectOptions options, CancellationToken cancellationToken)
    {
        var schema = $"monitor/inspect/{kind}/1";
        InspectInput? read = null;
        try
        {
            var source = await reader.ReadAsync(input, kind switch { "feed" or "youtube" => FetchKind.Feed, "video" or "picture" => FetchKind.Video, _ => FetchKind.Page }, cancellationToken);
            read = new InspectInput(source.Blob.Hash.Hex, source.Blob.Length);
            var result = await LookAsync(kind, source, options, cancellationToken);
            return new InspectDocument(schema, read, "Done", null, null, result);
        }
        catch (FetchRefusedException refusal)
        {
            return new InspectDocument(schema, read, "Failed", refusal.Refusal.ToString(), refusal.Message, null);
        }
        catch (SourceRefusedException refusal)
        {
            return new InspectDocument(schema, read, "Failed", refusal.Reason.ToString(), refusal.Message, null);
        }
        catch (DecodeException refusal)
        {
            return new InspectDocument(schema, read, "Failed", refusal.Reason.ToString(), refusal.Message, null);
        }
        catch (HttpStatusException refusal)
        {
            return new InspectDocument(schema, read, "Failed", nameof(OutcomeReason.HttpStatus), refusal.Message, null);
        }
    }

    private async Task<object> LookAsync(string kind, InspectSource source, InspectOptions options, CancellationToken cancellationToken)
    {
        if (kind is "video") return await media.VideoAsync(store.LocalPath(source.Blob.Hash), options, cancellationToken);
        if (kind is "picture") return await media.PictureAsync(store.LocalPath(source.Blob.Hash), options, cancellationToken);
        var wire = await store.ReadAllAsync(source.Blob.Hash, cancellationToken);
        var bytes = BoundedDecoder.Decode(wire, source.Answer?.ContentEncoding, FetchLimits.For(kind is "feed" or "youtube" ? FetchKind.Feed : FetchKind.Page).MaxDecodedBytes);
        var text = new SourceBytes(bytes, options.ContentType ?? source.Answer?.Header("Content-Type"), options.BaseUrl ?? source.Url ?? DefaultBase(kind));
        return kind switch
        {
            "feed" => InspectResults.Of(FeedChannelReader.ParseFeed(text)),
            "youtube" => InspectResults.Of(YouTubeReader.ParseFeed(text)),
            "telegram" => InspectResults.Of(TelegramReader.ParsePage(text)),
            _ => InspectResults.OfText(SourceText.Decode(bytes, text.ContentType)),
        };
    }

    private static Uri DefaultBase(string kind) => new(kind == "telegram" ? "https://t.me/" : "http://localhost/");
}

/// <summary>How to look.</summary>
public sealed record InspectOptions(string? ContentType, Uri? BaseUrl, string? OutputFolder, bool WithText);
