namespace Monitor.App.Data;

/// <summary>Holds monitor.lock for as long as this process owns the data folder. The kernel lets go when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null where another process owns the folder.</summary>
    public static FolderLock? TryTake(DataFolder folder)
    {
        try
        {
            var file = new FileStream(folder.Lock, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            return new FolderLock(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True while a process owns the folder, or is about to begin an archive in it.</summary>
    public static bool IsHeld(DataFolder folder)
    {
        if (!File.Exists(folder.Lock)) return false;
        using var free = TryTake(folder);
        return free is null;
    }

    public void Dispose() => file.Dispose();
}
