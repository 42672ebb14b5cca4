namespace Monitor.App.Commands;

/// <summary>Where a command's results and its progress go: the terminal, or the socket of the process that asked for it.</summary>
public sealed record CommandOutput(Func<string, Task> LineAsync, Func<string, Task> ProgressAsync)
{
    public static CommandOutput Terminal { get; } = new(Console.Out.WriteLineAsync, Console.Error.WriteLineAsync);
}

/// <summary>What a command does with a prepared data folder. Returns an exit code.</summary>
public delegate Task<int> FolderWork(IServiceProvider services, CommandOutput output, CancellationToken cancellationToken);

/// <summary>Finds the owner of a data folder, or becomes it, and has the work done there.</summary>
public delegate Task<int> FolderRunner(string dataFolder, FolderUse use, FolderWork work, CancellationToken cancellationToken);

/// <summary>How a command uses a data folder.</summary>
/// <param name="MayBegin">True for a command that is meant to begin an archive where there is none; for all others a mistyped folder is refused.</param>
public sealed record FolderUse(FolderNeeds Needs, bool MayBegin);

/// <summary>What a command needs beside the folder itself, where it has to become the owner.</summary>
public enum FolderNeeds { Folder, Channels, Jobs }
