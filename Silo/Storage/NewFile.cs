using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage;

/// <summary>A file that has its name only when it is whole and on disk, and replaces none.</summary>
internal static class NewFile
{
    /// <summary>Writes it.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="write">Writes it to another path, where nothing is yet.</param>
    /// <exception cref="StartException">There is such a file already.</exception>
    public static void Write(string file, Action<string> write)
    {
        RefuseOld(file);
        var partial = $"{file}.{Path.GetRandomFileName()}.partial";
        try
        {
            write(partial);
            using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            RefuseOld(file);
            File.Move(partial, file);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void RefuseOld(string file)
    {
        if (File.Exists(file)) throw new StartException($"There is a file {file} already; nothing is overwritten.");
    }
}
