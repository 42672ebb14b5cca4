using System.Globalization;
using Monitor.Core.Review;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>A still in which one person is clear and everything else is blurred beyond recognition: whoever is beside the person is not shown, whether a detector would find a face there or not.</summary>
public sealed class RegionPicture(SandboxedProcess runner)
{
    private const int Width = 960;

    /// <summary>JPEG bytes, 960 pixels wide at the most; with no region all of it is blurred. Throws <see cref="DecodeException"/>.</summary>
    public async Task<byte[]> MakeAsync(string stillFile, TagRegion? region, CancellationToken cancellationToken)
    {
        using var folder = runner.MakeScratch();
        // Made small and large again, the picture has no detail left that a filter could bring back.
        const string blur = "scale=24:-2,gblur=sigma=2";
        var fit = $"scale='min({Width},iw)':-2,setsar=1";
        var graph = region is { } clear
            ? $"[0:v]{fit},split=3[a][b][c];[a]{blur}[small];[small][c]scale2ref[back][rest];[rest]nullsink;[b]crop=w=iw*{Part(clear.Width)}:h=ih*{Part(clear.Height)}:x=iw*{Part(clear.X)}:y=ih*{Part(clear.Y)}[person];[back][person]overlay=x=W*{Part(clear.X)}:y=H*{Part(clear.Y)}[out]"
            : $"[0:v]{fit},split=2[a][c];[a]{blur}[small];[small][c]scale2ref[out][rest];[rest]nullsink";
        var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(MediaFormat.Jpeg), "-filter_complex", graph, "-map", "[out]", "-frames:v", "1", "-q:v", "4", "-map_metadata", "-1", "-f", "mjpeg", SandboxedCommand.OutputPath + "/picture.jpg"], stillFile) { OutputFolder = folder.Path };
        var result = await runner.RunAsync(command, null, cancellationToken);
        var made = Path.Combine(folder.Path, "picture.jpg");
        return File.Exists(made) && new FileInfo(made).Length > 0 ? await File.ReadAllBytesAsync(made, cancellationToken) : throw new DecodeException(Pipelines.OutcomeReason.DecodeFailed, "No picture could be made. " + result.Errors.Split('\n')[0]);
    }

    private static string Part(int thousandths) => (thousandths / 1000d).ToString("0.###", CultureInfo.InvariantCulture);
}
