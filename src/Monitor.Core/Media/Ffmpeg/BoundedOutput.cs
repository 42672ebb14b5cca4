using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>All that a decoder prints, up to a limit.</summary>
internal static class BoundedOutput
{
    /// <summary>Throws <see cref="DecodeException"/> (DecodeLimit) with what is said of more than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]> ReadAsync(Stream output, int most, string tooMuch, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16384];
        for (int read; (read = await output.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (memory.Length + read > most) throw new DecodeException(OutcomeReason.DecodeLimit, tooMuch);
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }
}
