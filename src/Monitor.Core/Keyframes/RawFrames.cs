namespace Monitor.Core.Keyframes;

/// <summary>Raw frames of one size from a decoder's pipe.</summary>
public static class RawFrames
{
    /// <summary>Gives each whole frame of <paramref name="frameBytes"/> bytes to <paramref name="take"/>; a broken last one is left out.</summary>
    public static async Task ReadAsync(Stream stream, int frameBytes, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var frames = new byte[frameBytes * Math.Max(1, 65536 / frameBytes)];
        for (var held = 0; ;)
        {
            var read = await stream.ReadAsync(frames.AsMemory(held), cancellationToken);
            if (read == 0) return;
            held += read;
            var at = 0;
            for (; held - at >= frameBytes; at += frameBytes) take(frames.AsMemory(at, frameBytes));
            frames.AsSpan(at, held - at).CopyTo(frames);
            held -= at;
        }
    }
}
