using System.Globalization;
using System.Text;
using System.Xml;

namespace OrleansJobs.Client.Http;

/// <summary>Makes paths and query strings.</summary>
internal static class Paths
{
    /// <summary>A name as a segment of a path.</summary>
    /// <exception cref="ArgumentException">No path can name it.</exception>
    public static string Segment(string name) =>
        name is "" or "." or ".." ? throw new ArgumentException($"\"{name}\" is no name.", nameof(name)) : Uri.EscapeDataString(name);

    /// <summary>A path with those parameters that are not null.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(Text(value)));
            separator = '&';
        }

        return text.ToString();
    }

    /// <summary>A value as parameters have it.</summary>
    public static string Text(object value) => value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan time => XmlConvert.ToString(time),
        bool flag => flag ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
