using System.Diagnostics.CodeAnalysis;
using System.Net.Http;

namespace Monitor.Core.Fetching;

/// <summary>Copies a body under its limits: size, silence, speed floor and announced length.</summary>
internal sealed class BodyReader(FetchLimits limits, TimeProvider clock)
{
    /// <summary>Copies until the end; throws <see cref="FetchRefusedException"/> at the first limit. Returns the bytes copied.</summary>
    public async Task<long> CopyAsync(HttpContent content, Stream destination, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limits.MaxWireBytes) throw TooLarge();
        await using var source = await content.ReadAsStreamAsync(cancellationToken);
        var started = clock.GetTimestamp();
        var buffer = new byte[81920];
        long total = 0;
        while (true)
        {
            var read = await ReadAsync(source, buffer, cancellationToken);
            if (read == 0) break;
            total += read;
            if (total > limits.MaxWireBytes) throw TooLarge();
            CheckSpeed(total, clock.GetElapsedTime(started));
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (announced > total) throw TooShort(announced.Value, total, null);
        return total;
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "The read is awaited before the source is disposed of.")]
    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(limits.Idle, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            return await source.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchRefusedException(FetchRefusal.BodyStalled, $"No byte came for {limits.Idle.TotalSeconds:0} seconds.");
        }
        catch (HttpIOException fault) when (fault.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            throw TooShort(null, null, fault);
        }
        catch (IOException fault) when (fault is not FetchRefusedException)
        {
            throw new FetchRefusedException(FetchRefusal.BodyTooShort, "The connection broke inside the body.", fault);
        }
    }

    private void CheckSpeed(long total, TimeSpan elapsed)
    {
        if (elapsed > limits.FloorGrace && total < limits.FloorBytesPerSecond * elapsed.TotalSeconds)
            throw new FetchRefusedException(FetchRefusal.BodyTooSlow, $"The body came slower than {limits.FloorBytesPerSecond} bytes per second.");
    }

    private FetchRefusedException TooLarge() =>
        new(FetchRefusal.BodyTooLarge, $"The body is larger than {limits.MaxWireBytes} bytes.");

    private static FetchRefusedException TooShort(long? announced, long? got, Exception? inner) =>
        new(FetchRefusal.BodyTooShort, announced is null ? "The body ended early." : $"The body ended at {got} of {announced} bytes.", inner);
}
