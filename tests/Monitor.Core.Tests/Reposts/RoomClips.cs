using System.Globalization;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Synthetic clips: people of boxes who sway and nod before one wall and speak in notes, and films of many unlike scenes.</summary>
internal sealed class RoomClips : IDisposable
{
    private const string Wall = "color=0x9a9080:s=320x180:r=12,drawbox=x=0:y=120:w=320:h=60:c=0x504030:t=fill,drawbox=x=20:y=15:w=60:h=70:c=0xd0d8e0:t=fill,drawbox=x=48:y=15:w=4:h=70:c=0x303030:t=fill,"
        + "drawbox=x=250:y=30:w=45:h=90:c=0x604830:t=fill,drawbox=x=255:y=60:w=35:h=4:c=0xb0a090:t=fill,drawbox=x=100:y=20:w=30:h=20:c=0x802020:t=fill";

    private readonly ScratchFolder folder = new(null);
    private int made;

    public void Dispose() => folder.Dispose();

    public string PathOf(string name) => Path.Combine(folder.Path, name);

    /// <summary>A person before the wall; the number says how that one looks, moves and speaks.</summary>
    public async Task<string> PersonAsync(int person, int seconds, bool hasSound = true)
    {
        var random = new Random(person);
        string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
        string Sway(int least, int most) => $"{random.Next(least, most)}*sin(t*{Number(0.3 + random.NextDouble())}+{Number(6 * random.NextDouble())})+{random.Next(1, 4)}*sin(t*{Number(1.5 + (2 * random.NextDouble()))})";
        string Colour() => "0x" + Convert.ToHexString([(byte)random.Next(30, 220), (byte)random.Next(30, 220), (byte)random.Next(30, 220)]);
        var (width, height) = (random.Next(80, 110), random.Next(70, 90));
        var (x, y) = ($"{random.Next(108, 122)}+{Sway(3, 8)}", $"{180 - height}");
        var picture = $"{Wall}[wall];color={Colour()}:s={width}x{height}:r=12[body];color=0xd8b098:s={random.Next(34, 46)}x{random.Next(44, 56)}:r=12,drawbox=x=0:y=0:w=60:h={random.Next(8, 16)}:c={Colour()}:t=fill[head];"
            + $"[wall][body]overlay=x='{x}':y={y}[one];[one][head]overlay=x='{x}+{(width / 2) - 20}':y='{180 - height - 48}+{Sway(1, 5)}',format=yuv420p[v]";
        return await MakeAsync(picture, hasSound ? Voice(person) : null, seconds);
    }

    /// <summary>Unlike scenes of a few seconds each, with things that move.</summary>
    public async Task<string> FilmAsync(int film, int seconds, bool hasSound = true)
    {
        var random = new Random(1000 + film);
        var scenes = new List<string>();
        for (var (at, left) = (0, seconds); left > 0; at++, left -= 3)
            scenes.Add($"gradients=s=320x180:r=12:d={Math.Min(3, left)}:n=6:seed={random.Next(1, 100_000)}:speed=0.02,{Box(random)},{Box(random)},{Box(random)},setsar=1[s{at}]");
        var picture = string.Join(';', scenes) + ";" + string.Concat(scenes.Select((_, at) => $"[s{at}]")) + $"concat=n={scenes.Count}:v=1:a=0,format=yuv420p[v]";
        return await MakeAsync(picture, hasSound ? Voice(5000 + film) : null, seconds);
    }

    /// <summary>Another version of a clip, as ffmpeg makes it.</summary>
    public async Task<string> AgainAsync(string file, params string[] arguments)
    {
        var again = PathOf($"clip-{++made}.mp4");
        await TestFfmpeg.RunAsync(["-i", file, .. arguments, "-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-c:a", "aac", "-b:a", "64k", again]);
        return again;
    }

    public static async Task<ClipMatch> CompareAsync(string one, string other) => ClipMatcher.Compare(await TestClips.ReadAsync(one), await TestClips.ReadAsync(other), default);

    private static string Box(Random random) => $"drawbox=x={random.Next(240)}:y={random.Next(120)}:w={random.Next(30, 120)}:h={random.Next(30, 80)}:c={(random.Next(2) == 0 ? "white" : "black")}:t=fill";

    private static string Voice(int voice) => $"aevalsrc='0.4*sin(2*PI*t*(140+{voice % 37}+60*floor(8*abs(sin({voice}.7*floor(t*5))))))+0.2*sin(2*PI*t*(300+90*floor(7*abs(sin({voice}.3*floor(t*3)+1)))))':s=22050";

    private async Task<string> MakeAsync(string picture, string? sound, int seconds)
    {
        var file = PathOf($"clip-{++made}.mp4");
        string[] heard = sound is null ? [] : ["-f", "lavfi", "-i", sound];
        await TestFfmpeg.RunAsync([.. heard, "-filter_complex", picture, "-map", "[v]", .. sound is null ? (string[])[] : ["-map", "0:a"], "-t", seconds.ToString(CultureInfo.InvariantCulture),
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "24", "-c:a", "aac", "-b:a", "96k", file]);
        return file;
    }
}
