using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Hashes a picture that somebody brought to search by. It is decoded in the sandbox alone, and nothing of it is kept.</summary>
public sealed class HashPicture(MediaWork work) : IDisposable
{
    /// <summary>Largest picture, in bytes.</summary>
    public const int MaxBytes = 10 << 20;

    /// <summary>Searches must not take the cores of the archive's own work.</summary>
    private readonly SemaphoreSlim places = new(2, 2);

    /// <summary>Hash and quality. Throws <see cref="DecodeException"/> with the reason where it is no picture that is decoded.</summary>
    public async Task<(PerceptualHash Hash, int Quality)> RunAsync(Stream brought, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            using var scratch = work.MakeScratch();
            var file = Path.Combine(scratch.Path, "picture");
            await CopyAsync(brought, file, cancellationToken);
            var output = Directory.CreateDirectory(Path.Combine(scratch.Path, "scan")).FullName;
            var media = await work.Prober.OpenAsync(file, output, cancellationToken);
            var picture = media.Probe.AsPicture() ?? throw new DecodeException(OutcomeReason.FormatNotAllowed, "The file is no picture.");
            var seen = (await work.Keyframes.ScanAsync(media.File, picture, output, null, cancellationToken)).Track[0];
            return (seen.Hash, seen.Quality);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private static async Task CopyAsync(Stream picture, string file, CancellationToken cancellationToken)
    {
        await using var copy = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[81920];
        for (int read; (read = await picture.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (copy.Length + read > MaxBytes) throw new DecodeException(OutcomeReason.DecodeLimit, "The picture is larger than 10 MB.");
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
