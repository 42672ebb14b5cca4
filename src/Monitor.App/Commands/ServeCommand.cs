using System.CommandLine;
using Monitor.App.Accounts;
using Monitor.App.Data;
using Monitor.App.Serving;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.App.Commands;

/// <summary>monitor serve: pages, API and jobs, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Make(Option<string> data)
    {
        var listen = new Option<string?>("--listen") { Description = "Address and port; default 127.0.0.1:5080, or Serve:Listen of the configuration." };
        var command = new Command("serve", "Serve the pages and run the jobs. Prints the address, and a one-time link for the first account.") { listen };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(listen), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? listen, CancellationToken cancellationToken)
    {
        var folder = OpenFolder.Run(data, mayBegin: true);
        using var owner = FolderLock.TryTake(folder) ?? throw new UsageException("Another monitor process owns this data folder; it may be serving already. Stop it first.");
        // What is uploaded and large waits on the disk until it is read: in a folder that is cleared, however this process ends.
        OwnerOnly.Make(folder.Scratch);
        using var uploads = new ScratchFolder(folder.Scratch);
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", uploads.Path);
        await using var app = await StartAsync(folder, listen, cancellationToken);
        var origin = ServeHost.Origin(app);
        if (await app.Services.GetRequiredService<FirstAccountLink>().MakeAsync() is { } token)
            Console.WriteLine($"There is no account yet. Open this link once to make the first one: {origin}/first-account?token={token}");
        Console.WriteLine($"Monitor serves {origin}/ (stop with Ctrl+C)");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }

        return ExitCodes.Done;
    }

    private static async Task<WebApplication> StartAsync(DataFolder folder, string? listen, CancellationToken cancellationToken)
    {
        try
        {
            return await ServeHost.StartAsync(folder, listen, cancellationToken);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException("Another program listens on that address already; choose another port with --listen 127.0.0.1:PORT.");
        }
    }
}
