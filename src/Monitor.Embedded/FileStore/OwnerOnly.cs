using System.Runtime.InteropServices;

namespace Monitor.Embedded.FileStore;

/// <summary>Files and folders that only their owner may read: what lies in a data folder names people, and who reads about them.</summary>
public static partial class OwnerOnly
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Shared = ~Owner;

    /// <summary>All that this process makes from now on is its owner's alone (umask 077), also what libraries make.</summary>
    public static void SetForProcess() => _ = Umask(0b000_111_111);

    /// <summary>Makes the folder, and the folders above it that are missing.</summary>
    public static void Make(string folder) => Directory.CreateDirectory(folder, Owner);

    /// <summary>True where others may list or enter the folder, or read or write the file.</summary>
    public static bool IsShared(string path) => (File.GetUnixFileMode(path) & Shared) != 0;

    /// <summary>Takes the rights of others away from the folder and from what lies directly in it; behind a closed folder nothing deeper is within reach. Returns whether anything had to be changed.
    /// Throws <see cref="UnauthorizedAccessException"/> where the folder is somebody else's.</summary>
    public static bool Mend(string folder)
    {
        var wasShared = Close(folder);
        // What a link leads to lies elsewhere, and is somebody's own affair.
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(entry => new FileInfo(entry).LinkTarget is null))
        {
            try
            {
                wasShared |= Close(entry);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Somebody else's file, or one that is gone meanwhile: the folder around it is closed.
            }
        }

        return wasShared;
    }

    private static bool Close(string path)
    {
        if (!IsShared(path)) return false;
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) & Owner);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);
}
