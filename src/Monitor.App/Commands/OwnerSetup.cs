using Monitor.App.Data;
using Monitor.App.Demo;
using Monitor.App.Jobs;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Channels;
using Monitor.Core.Evidence;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.App.Commands;

/// <summary>What every owner of a data folder is made of, whether it serves pages or runs one command.</summary>
internal static class OwnerSetup
{
    public static void Configure(IHostApplicationBuilder builder, DataFolder folder, FolderNeeds needs)
    {
        var configuration = MonitorConfiguration.Read(folder.Root);
        builder.Configuration.AddConfiguration(configuration);
        OwnerOnly.Make(folder.Scratch);
        foreach (var scratch in new[] { folder.Scratch, configuration["Media:ScratchFolder"] }) ScratchFolder.ClearDead(scratch, TimeProvider.System);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Hangfire", LogLevel.Error);
        // What a statement failed of reaches whoever asked; told twice, it hides the sentence that says what to do.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.Critical);
        // The keys lie in the data folder, which only its owner can read; operations.md says so.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddMonitorTools(configuration).AddMonitorFolder(configuration, folder);
        if (needs != FolderNeeds.Folder) builder.Services.AddMonitorDemo(configuration);
        if (needs != FolderNeeds.Jobs) return;
        builder.Services.AddMonitorJobs();
        builder.Services.AddSingleton<OwnerSocket>().AddHostedService(services => services.GetRequiredService<OwnerSocket>());
    }

    /// <summary>Schema, pipelines and a look whether the sandbox works; before anything is served or run.</summary>
    public static async Task PrepareAsync(IServiceProvider services, FolderNeeds needs, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<PrepareFolder>().RunAsync(cancellationToken);
        long told = 0;
        if (await services.GetRequiredService<EnterOldRows>().RunAsync(done => done / 50_000 == told ? Task.CompletedTask : Console.Error.WriteLineAsync($"{(told = done / 50_000) * 50_000} rows of before are entered into the custody chain"), cancellationToken) is > 0 and var entered)
            await Console.Error.WriteLineAsync($"{entered} rows that earlier versions wrote were entered into the custody chain as they were found; docs/operations.md, Checking and keeping, says what that is worth.");
        if (await services.GetRequiredService<MendFalseGaps>().RunAsync(cancellationToken) is > 0 and var closed)
            await Console.Error.WriteLineAsync($"{closed} gaps were closed that a fault of an earlier version had opened; they are marked so.");
        await RestoreIndexAsync(services, cancellationToken);
        if (needs != FolderNeeds.Jobs) return;
        if (services.GetRequiredService<SandboxedProcess>().IsBare)
            await Console.Error.WriteLineAsync("WARNING: Media:Sandbox is 'none': hostile media are decoded without a sandbox.");
        if (await services.GetRequiredService<SandboxProbe>().RunAsync(cancellationToken) is { } fault)
            await Console.Error.WriteLineAsync("The sandbox does not work; media wait. " + fault);
    }

    /// <summary>Without its index the program still starts: posts wait in the outbox, and the keeper of the index tries again.</summary>
    private static async Task RestoreIndexAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            if (await services.GetRequiredService<RestoreIndex>().RunAsync(null, cancellationToken) is { } written and > 0)
                await Console.Error.WriteLineAsync($"The index was not whole; it was built anew from the database: {written} records.");
        }
        catch (IndexUnavailableException fault)
        {
            await Console.Error.WriteLineAsync($"{fault.Message} Posts wait until it does; nothing is lost.");
        }
    }
}
