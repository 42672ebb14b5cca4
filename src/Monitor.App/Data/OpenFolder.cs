using Monitor.App.Commands;
using Monitor.Embedded.FileStore;

namespace Monitor.App.Data;

/// <summary>Opens the data folder of a command. Only a command that is meant to begin an archive makes one, and says so: for all others a mistyped folder is no empty, healthy archive.</summary>
internal static class OpenFolder
{
    /// <summary>Throws <see cref="UsageException"/> where there is no archive, and where others could read it.</summary>
    public static DataFolder Run(string path, bool mayBegin)
    {
        var folder = new DataFolder(path);
        // Another process may be about to make it.
        var isThere = folder.IsArchive || FolderLock.IsHeld(folder);
        if (!isThere && !mayBegin)
            throw new UsageException($"There is no archive in {folder.Root}. Name its folder with --data (or MONITOR_DATA); 'monitor serve', 'monitor ingest' and 'monitor import --new' begin one.");
        if (!isThere) Console.Error.WriteLine($"A new archive begins in {folder.Root}.");
        Close(folder, isThere);
        return folder;
    }

    private static void Close(DataFolder folder, bool isThere)
    {
        if (!Directory.Exists(folder.Root))
        {
            OwnerOnly.Make(folder.Root);
            return;
        }

        if (!isThere && File.GetUnixFileMode(folder.Root).HasFlag(UnixFileMode.OtherWrite))
            throw new UsageException($"{folder.Root} is a folder that everybody on this machine may write to. Name one of your own, or one that is not there yet.");
        try
        {
            var wasShared = OwnerOnly.Mend(folder.Root);
            if (Directory.Exists(folder.Keys)) wasShared |= OwnerOnly.Mend(folder.Keys);
            if (wasShared) Console.Error.WriteLine($"{folder.Root} could be read by other users of this machine; now only by its owner. Who had access before may have read passwords' hashes and keys: see docs/operations.md.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{folder.Root} can be read by other users of this machine and belongs to somebody else, so that it cannot be closed. Run as its owner, or have its owner run: chmod -R go= {folder.Root}");
        }
    }
}
