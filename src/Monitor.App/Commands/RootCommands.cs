using System.CommandLine;

namespace Monitor.App.Commands;

/// <summary>The commands of `monitor`.</summary>
internal static class RootCommands
{
    public static RootCommand Make() => new("Monitor keeps what propaganda channels publish, and makes an archive of it in which people can search.")
    {
        InspectCommand.Make(),
    };
}
