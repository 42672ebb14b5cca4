using System.CommandLine;

namespace Monitor.App.Commands;

/// <summary>The commands of `monitor`.</summary>
internal static class RootCommands
{
    public static RootCommand Make(FolderRunner runner)
    {
        var data = DataOption();
        var root = new RootCommand("Monitor keeps what propaganda channels publish, and makes an archive of it in which people can search.") { data, ServeCommand.Make(data), InspectCommand.Make(data) };
        foreach (var command in FolderCommands.Make(data, runner)) root.Add(command);
        return root;
    }

    /// <summary>Only the commands that work on a data folder: those that its owner runs for others.</summary>
    public static RootCommand MakeForFolder(FolderRunner runner)
    {
        var data = DataOption();
        var root = new RootCommand { data };
        foreach (var command in FolderCommands.Make(data, runner)) root.Add(command);
        return root;
    }

    private static Option<string> DataOption() => new("--data")
    {
        Description = "The data folder; MONITOR_DATA, or ./data.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MONITOR_DATA") is { Length: > 0 } set ? set : "data",
    };
}
