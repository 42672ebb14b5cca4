using System.Text.RegularExpressions;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>A folder of its own for one run, gone afterwards. While it is in use a file beside it is locked; the kernel lets go of the lock when the process ends, however it ends, and the
/// next start clears the folder.</summary>
public sealed partial class ScratchFolder : IDisposable
{
    private const string LockEnding = ".lock";

    /// <summary>Folders of a version before had no lock: after a day nobody uses them any more.</summary>
    private static readonly TimeSpan Forsaken = TimeSpan.FromDays(1);

    private readonly FileStream held;

    public ScratchFolder(string? parent)
    {
        (Path, held) = Reserve(ParentOf(parent));
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (TryDelete(Path)) File.Delete(Path + LockEnding);
        held.Dispose();
    }

    /// <summary>Clears what processes that are dead left behind. Returns how many folders.</summary>
    public static int ClearDead(string? parent, TimeProvider clock)
    {
        try
        {
            return Directory.Exists(ParentOf(parent)) ? ClearIn(ParentOf(parent), clock) : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be listed holds nothing that could be cleared.
            return 0;
        }
    }

    private static int ClearIn(string folder, TimeProvider clock)
    {
        var cleared = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "monitor-*" + LockEnding).Where(path => NamePattern().IsMatch(System.IO.Path.GetFileNameWithoutExtension(path)))) cleared += ClearUnlocked(path) ? 1 : 0;
        foreach (var path in Directory.EnumerateDirectories(folder, "monitor-*").Where(path => NamePattern().IsMatch(System.IO.Path.GetFileName(path))))
            if (!File.Exists(path + LockEnding) && clock.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > Forsaken && TryDelete(path)) cleared++;
        return cleared;
    }

    /// <summary>Another process that clears may take the lock between its making and its taking: then another name is tried.</summary>
    private static (string Path, FileStream Held) Reserve(string parent)
    {
        for (var tries = 0; ; tries++)
        {
            var path = System.IO.Path.Combine(parent, "monitor-" + Guid.NewGuid().ToString("N"));
            try
            {
                return (path, new FileStream(path + LockEnding, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }));
            }
            catch (IOException) when (tries < 3 && Directory.Exists(parent))
            {
                File.Delete(path + LockEnding);
            }
        }
    }

    private static bool ClearUnlocked(string lockFile)
    {
        try
        {
            if (new FileInfo(lockFile).LinkTarget is not null) return false;
            using var taken = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            // Where a lock does not keep a second one out, it tells nothing of who lives.
            if (CanLock(lockFile)) return false;
            if (!TryDelete(lockFile[..^LockEnding.Length])) return false;
            File.Delete(lockFile);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Somebody uses it, or it is not ours.
            return false;
        }
    }

    private static bool CanLock(string lockFile)
    {
        try
        {
            new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null) Directory.Delete(path, recursive: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next start tries again.
            return false;
        }
    }

    private static string ParentOf(string? parent) => string.IsNullOrEmpty(parent) ? System.IO.Path.GetTempPath() : parent;

    [GeneratedRegex("^monitor-[0-9a-f]{32}$")]
    private static partial Regex NamePattern();
}
