using Monitor.App.Data;

namespace Monitor.App.Commands;

/// <summary>Runs a command over a data folder: as its owner, or by handing the command over to the process that owns it.</summary>
internal static class FolderHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args, string path, FolderUse use, FolderWork work, CancellationToken cancellationToken)
    {
        var folder = OpenFolder.Run(path, use.MayBegin);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var owner = FolderLock.TryTake(folder);
            if (owner is not null) return await OwnAsync(folder, use.Needs, work, cancellationToken);
            if (await HandOver.TryAsync(folder, FullPaths(args), CommandOutput.Terminal, cancellationToken) is { } code) return code;
            if (patience.IsCancellationRequested) throw new UsageException("Another monitor process owns this data folder and does not answer; see whether it still runs.");
            // A short command holds the folder, or its owner is just starting.
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }

    /// <summary>The owner works in another folder: what an import names is named from the root.</summary>
    private static string[] FullPaths(string[] args)
    {
        var import = Array.IndexOf(args, "import");
        return import < 0 ? args : [.. args.Select((arg, at) => at > import && (File.Exists(arg) || Directory.Exists(arg)) ? Path.GetFullPath(arg) : arg)];
    }

    private static async Task<int> OwnAsync(DataFolder folder, FolderNeeds needs, FolderWork work, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        OwnerSetup.Configure(builder, folder, needs);
        using var host = builder.Build();
        await OwnerSetup.PrepareAsync(host.Services, needs, cancellationToken);
        await host.StartAsync(cancellationToken);
        try
        {
            return await work(host.Services, CommandOutput.Terminal, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
