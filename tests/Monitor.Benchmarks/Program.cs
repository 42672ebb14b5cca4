using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

if (args is ["search", ..])
{
    await Monitor.Benchmarks.Search.SearchBenchmark.RunAsync(args);
    return;
}

if (args is ["polls", ..])
{
    await Monitor.Benchmarks.Polls.PollBenchmark.RunAsync(args);
    return;
}

if (args is ["keyframes", ..])
{
    await Monitor.Benchmarks.Keyframes.KeyframeBenchmark.RunAsync(args);
    return;
}

if (args is ["workbench", ..])
{
    await Monitor.Benchmarks.Workbench.WorkbenchBenchmark.RunAsync(args);
    return;
}

if (args is ["pictures", ..])
{
    Monitor.Benchmarks.Pictures.PictureBenchmark.Run(args);
    return;
}

if (args is ["match", ..])
{
    await Monitor.Benchmarks.Reposts.MatchBenchmark.RunAsync(args);
    return;
}

if (args is ["captions", ..])
{
    await Monitor.Benchmarks.Captions.CaptionBenchmark.RunAsync(args);
    return;
}

// In this process: building copies of the solution for each run would need its lock files and folders.
var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "monitor-benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(Monitor.Benchmarks.ParserBenchmarks).Assembly).Run(args, config);
