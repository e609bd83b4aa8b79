using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace OrleansJobs.Silo.Configuration;

/// <summary>
/// What the settings of an options class look like: single values, lists, tables with names of the user's choice, and
/// nested groups of settings. Used at start only.
/// </summary>
internal static class SectionShape
{
    /// <summary>The settings of a group, by name.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>The type of a list's items; null if <paramref name="type"/> is no list.</summary>
    public static Type? ItemOfList(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>The type of a table's values; null if <paramref name="type"/> is no table.</summary>
    public static Type? ValueOfTable(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)))
            type = type.BaseType;
        return type?.GetGenericArguments()[1];
    }

    /// <summary>A line for each key of the section that none of <paramref name="groups"/> has.</summary>
    public static IEnumerable<string> UnknownKeys(IConfigurationSection section, IReadOnlyList<Type> groups)
    {
        if (groups.FirstOrDefault(group => ValueOfTable(group) is not null) is { } table) return UnknownIn(section, table);
        var settings = groups.SelectMany(Settings).ToLookup(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().SelectMany(child => settings.Contains(child.Key)
            ? settings[child.Key].SelectMany(property => UnknownIn(child, property.PropertyType))
            : [$"{child.Path}: there is no such setting; {section.Path} has {string.Join(", ", settings.Select(s => s.Key).Order())}."]);
    }

    private static IEnumerable<string> UnknownIn(IConfigurationSection section, Type type)
    {
        if (SettingText.IsSingle(type)) return [];
        if ((ItemOfList(type) ?? ValueOfTable(type)) is { } inner)
            return section.GetChildren().SelectMany(child => UnknownIn(child, inner));
        return UnknownKeys(section, [type]);
    }
}
