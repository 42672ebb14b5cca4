using System.Text.RegularExpressions;
using Monitor.Core.Fetching;
using Monitor.Core.Media;

namespace Monitor.App.Inspect;

/// <summary>Gets the bytes to inspect: a file, standard input, or a URL through the door.</summary>
public sealed partial class InspectInputReader(SafeHttp http, AddressPolicy policy, InspectWay way, IMediaStore store)
{
    /// <summary>Stores the input in the scratch store. Throws <see cref="FetchRefusedException"/> and <see cref="UsageException"/>.</summary>
    public async Task<InspectSource> ReadAsync(string input, FetchKind kind, CancellationToken cancellationToken)
    {
        if (input == "-")
        {
            await using var standard = Console.OpenStandardInput();
            return new InspectSource(await store.WriteAsync(stream => CopyAsync(standard, stream, kind, cancellationToken), cancellationToken), null, null);
        }

        // Whatever looks like a URL is judged by the door, also where its scheme is none that is fetched.
        if (SchemePattern().IsMatch(input) && !File.Exists(input)) return await FetchAsync(input, kind, cancellationToken);
        if (Directory.Exists(input)) throw new UsageException("The input is a folder; give one file.");
        if (!File.Exists(input)) throw new UsageException("There is no such file.");
        await using var file = new FileStream(input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new InspectSource(await store.WriteAsync(stream => CopyAsync(file, stream, kind, cancellationToken), cancellationToken), null, null);
    }

    private async Task<InspectSource> FetchAsync(string input, FetchKind kind, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(input, UriKind.Absolute, out var url)) throw new FetchRefusedException(FetchRefusal.BadUrl, "The URL cannot be read.");
        policy.CheckUrl(url, http.RouteOf(null));
        if (!way.IsSaid) throw new UsageException(InspectWay.HowToSay);
        var answer = await http.FetchAsync(new FetchRequest(url, kind) { Job = "inspect" }, store, cancellationToken);
        if (!answer.IsSuccess || answer.Body is null) throw new HttpStatusException(answer.Status);
        return new InspectSource(answer.Body, answer, new Uri(answer.Exchange.FinalUrl));
    }

    private static async Task CopyAsync(Stream from, Stream to, FetchKind kind, CancellationToken cancellationToken)
    {
        var limit = FetchLimits.For(kind).MaxWireBytes;
        var buffer = new byte[81920];
        long total = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > limit) throw new FetchRefusedException(FetchRefusal.BodyTooLarge, $"The input is larger than {limit} bytes.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex SchemePattern();
}

/// <summary>Input bytes in the scratch store, with the answer that brought them where they were fetched.</summary>
public sealed record InspectSource(StoredBlob Blob, FetchResult? Answer, Uri? Url);

/// <summary>The server answered, but not with the thing.</summary>
public sealed class HttpStatusException(int status) : Exception($"The server answered HTTP {status}.");
