using System.Runtime.InteropServices;

namespace Monitor.Embedded.FileStore;

/// <summary>Flushes a folder to disk, so that a rename in it survives a power cut. .NET opens no folders, so libc does.</summary>
internal static partial class FolderFlush
{
    public static void Flush(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException("The folder cannot be opened for flushing.", Marshal.GetLastPInvokeError());
        try
        {
            if (Sync(descriptor) != 0) throw new IOException("The folder cannot be flushed to disk.", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
