using Monitor.App.Data;
using Monitor.App.Jobs;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.App.Commands;

/// <summary>Runs work over a data folder as its only owner: lock, prepared folder, and the job servers where asked for.</summary>
internal static class FolderHost
{
    /// <summary>Exits with 64 where another process owns the folder.</summary>
    public static async Task<int> RunAsync(string path, bool withJobs, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(path);
        using var owner = FolderLock.TryTake(folder) ?? throw new UsageException("Another monitor process owns this data folder; stop it first.");
        var configuration = MonitorConfiguration.Read(folder.Root);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Hangfire", LogLevel.Error);
        builder.Services.AddMonitorTools(configuration).AddMonitorFolder(configuration, folder);
        if (withJobs) builder.Services.AddMonitorJobs();
        using var host = builder.Build();
        await host.Services.GetRequiredService<PrepareFolder>().RunAsync(cancellationToken);
        if (withJobs && await host.Services.GetRequiredService<SandboxProbe>().RunAsync(cancellationToken) is { } fault)
            await Console.Error.WriteLineAsync("The sandbox does not work; media wait. " + fault);
        await host.StartAsync(cancellationToken);
        try
        {
            return await work(host.Services, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
