using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Keyframes;

/// <summary>One run of the decoder that brings some of the chosen frames.</summary>
/// <param name="Probe">What the medium is.</param>
/// <param name="Decoder">Options of the decoder, the same for each input.</param>
/// <param name="Inputs">Where each input begins; nothing for the beginning.</param>
/// <param name="Select">The filters that choose the frames.</param>
/// <param name="IsJoined">True where several seeks are joined, one frame each; false where frames are known by their time.</param>
public sealed record StillPass(MediaProbe Probe, IReadOnlyList<string> Decoder, IReadOnlyList<IReadOnlyList<string>> Inputs, string Select, bool IsJoined, int Count)
{
    // Square pixels within reason, even sizes.
    private const string Square = "scale='max(2,trunc(iw*clip(sar,0.25,4)/2)*2)':'max(2,trunc(ih/2)*2)',setsar=1";

    /// <summary>Decodes only the frames that a decoder can begin at.</summary>
    public static StillPass OfKeys(MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> wanted) =>
        new(probe, ["-threads", "1", "-skip_frame", "nokey"], [[]], Chosen(probe, scan, wanted), false, wanted.Count);

    /// <summary>Decodes everything.</summary>
    public static StillPass OfAll(MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> wanted) =>
        new(probe, ["-threads", "2"], [[]], Chosen(probe, scan, wanted), false, wanted.Count);

    /// <summary>Seeks to each frame by itself. The seek goes to the frame before which the decoder can begin; the exact frame is chosen by its time.</summary>
    public static StillPass OfSeeks(MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> wanted)
    {
        var graph = string.Concat(wanted.Select((still, at) => string.Create(CultureInfo.InvariantCulture, $"[{at}:{probe.VideoStream}]select='eq(pts\\,{scan.Stamps[still.Frame]})',trim=end_frame=1[s{at}];")))
            + string.Concat(wanted.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"[s{at}]"))) + string.Create(CultureInfo.InvariantCulture, $"concat=n={wanted.Count}:v=1:a=0");
        // Frames that no other refers to were not seen by the scan, and are not among the chosen ones.
        string[] decoder = scan.IsThinned ? ["-threads", "1", "-skip_frame", "noref"] : ["-threads", "1"];
        return new StillPass(probe, decoder, [.. wanted.Select(still => Seek(probe, scan, still.Frame))], graph, true, wanted.Count);
    }

    public SandboxedCommand Command(string file, string outputFolder, int number)
    {
        string[] Jpeg(string label, string name) => ["-map", label, "-fps_mode", "passthrough", "-frames:v", Number(Count), "-q:v", "3", "-threads", "1", "-f", "image2", "-start_number", "0", $"{SandboxedCommand.OutputPath}/{name}-{Number(number)}-%05d.jpg"];
        return new SandboxedCommand("ffmpeg",
        [
            "-filter_complex_threads", "1", .. Inputs.SelectMany(seek => Decoder.Concat(FfmpegArguments.Input(Probe, seek))), "-an", "-sn", "-dn", "-filter_complex",
            $"{Select},{Square},format=yuvj420p,split=5[full][s][b][h][l];[s]scale=320:-2:flags=area[small];"
            + $"[b]scale=32:-2:flags=area,scale=320:-2:flags=bilinear,gblur=sigma=12[blurred];[h]scale={PdqHasher.Side}:{PdqHasher.Side}:flags=area,format=rgb24[hash];[l]scale=2:2[list]",
            .. Jpeg("[full]", "full"), .. Jpeg("[small]", "small"), .. Jpeg("[blurred]", "blurred"),
            "-map", "[hash]", "-fps_mode", "passthrough", "-frames:v", Number(Count), "-f", "rawvideo", "pipe:1",
            "-map", "[list]", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-frames:v", Number(Count), "-f", "framecrc", $"{SandboxedCommand.OutputPath}/stamps-{Number(number)}",
        ], file)
        { OutputFolder = outputFolder, CpuSeconds = 2 * FfmpegArguments.CpuSeconds(Probe.DurationMs) };
    }

    /// <summary>From the frame before which the decoder can begin, and a second beyond: a seek that went wrong does not read to the end.</summary>
    private static string[] Seek(MediaProbe probe, ClipScan scan, int frame)
    {
        var key = Math.Min(frame, FrameOrder.LastUpTo(scan.Keys, frame));
        var (from, length) = (scan.Stamps[key] * scan.MsPerTick / 1000, ((scan.Stamps[frame] - scan.Stamps[key]) * scan.MsPerTick / 1000) + 1);
        return [.. FfmpegArguments.Seek(probe, from), "-t", Seconds(length)];
    }

    private static string Chosen(MediaProbe probe, ClipScan scan, IReadOnlyList<PlannedStill> wanted) => $"[0:{probe.VideoStream}]select='{AnyOf(scan, wanted)}'";

    private static string AnyOf(ClipScan scan, IReadOnlyList<PlannedStill> wanted) => Sum([.. wanted.Select(still => "eq(pts\\," + scan.Stamps[still.Frame].ToString(CultureInfo.InvariantCulture) + ")")]);

    /// <summary>A sum as a balanced tree: ffmpeg's parser refuses a chain of more than a hundred.</summary>
    private static string Sum(ReadOnlySpan<string> terms) => terms.Length == 1 ? terms[0] : $"({Sum(terms[..(terms.Length / 2)])}+{Sum(terms[(terms.Length / 2)..])})";

    private static string Seconds(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
