using System.CommandLine;

namespace Monitor.App.Commands;

/// <summary>The commands of `monitor`.</summary>
internal static class RootCommands
{
    public static RootCommand Make()
    {
        var data = new Option<string>("--data") { Description = "The data folder; MONITOR_DATA, or ./data.", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MONITOR_DATA") is { Length: > 0 } set ? set : "data" };
        var root = new RootCommand("Monitor keeps what propaganda channels publish, and makes an archive of it in which people can search.") { data, InspectCommand.Make() };
        foreach (var command in FolderCommands.Make(data)) root.Add(command);
        return root;
    }
}
