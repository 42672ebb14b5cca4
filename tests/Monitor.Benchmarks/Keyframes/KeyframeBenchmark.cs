using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Benchmarks.Keyframes;

/// <summary>The keyframe stage on files, in the sandbox with all its processes, against ffmpeg's plain decode of the same file by two threads: wall and CPU, turn by turn, medians.</summary>
internal static class KeyframeBenchmark
{
    // Bubblewrap's namespaces keep the processor time of what runs inside to themselves: it is counted in a turn without the sandbox, whose own start is a hundredth of a second.
    public static async Task RunAsync(string[] args)
    {
        var files = args.Skip(1).Where(File.Exists).ToList();
        if (files.Count == 0) throw new ArgumentException("keyframes FILE [FILE …] [--turns N]");
        var turns = args.SkipWhile(word => word != "--turns").Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault(5);
        var runner = new SandboxedProcess(Options.Create(new MediaOptions()));
        var prober = new MediaProber(runner);
        var bare = new SandboxedProcess(Options.Create(new MediaOptions { Sandbox = "none" }));
        Console.WriteLine("file                      plain wall   CPU | stage wall    CPU | wall ratio  CPU ratio | scan wall | shots stills");
        foreach (var file in files)
        {
            var probe = await prober.ProbeAsync(file, CancellationToken.None);
            var (plain, stage, scans) = (new List<(double Wall, double Cpu)>(), new List<(double Wall, double Cpu)>(), new List<double>());
            int shots = 0, stills = 0;
            for (var turn = 0; turn <= turns; turn++)
            {
                var decode = await MeasureAsync(() => PlainAsync(file));
                double scanned = 0;
                var whole = await MeasureAsync(async () => (shots, stills, scanned) = await StageAsync(runner, file, probe));
                var counted = await MeasureAsync(() => StageAsync(bare, file, probe));
                if (turn == 0) continue; // warm
                plain.Add(decode);
                stage.Add((whole.Wall, counted.Cpu));
                scans.Add(scanned);
            }

            var (plainWall, plainCpu, wall, cpu) = (Median(plain.Select(one => one.Wall)), Median(plain.Select(one => one.Cpu)), Median(stage.Select(one => one.Wall)), Median(stage.Select(one => one.Cpu)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file),-26} {plainWall,8:0.00} {plainCpu,6:0.00} | {wall,9:0.00} {cpu,6:0.00} | {wall / plainWall,10:0.00} {cpu / plainCpu,10:0.00} | {Median(scans),9:0.00} | {shots,5} {stills,6}"));
        }
    }

    private static async Task<(int Shots, int Stills, double ScanSeconds)> StageAsync(SandboxedProcess runner, string file, MediaProbe probe)
    {
        using var scratch = new ScratchFolder(null);
        var clock = Stopwatch.StartNew();
        var found = await new ScanClip(runner).RunAsync(file, probe, scratch.Path, null, CancellationToken.None);
        var scanned = clock.Elapsed.TotalSeconds;
        var stills = await new TakeStills(runner).RunAsync(file, probe, found, StillPlan.Choose(found), scratch.Path, null, CancellationToken.None);
        return (found.Shots.Count, stills.Count, scanned);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static async Task<(double Wall, double Cpu)> MeasureAsync(Func<Task> work)
    {
        var (clock, before) = (Stopwatch.StartNew(), CpuSeconds());
        await work();
        return (clock.Elapsed.TotalSeconds, CpuSeconds() - before);
    }

    private static async Task PlainAsync(string file)
    {
        var start = new ProcessStartInfo("ffmpeg");
        foreach (var argument in new[] { "-nostdin", "-v", "error", "-threads", "2", "-i", file, "-an", "-f", "null", "-" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
    }

    /// <summary>User and system time of this process and of its children that have ended: fields 14 to 17 of /proc/self/stat, in hundredths of a second.</summary>
    private static double CpuSeconds()
    {
        var text = File.ReadAllText("/proc/self/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(4).Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / 100;
    }
}
