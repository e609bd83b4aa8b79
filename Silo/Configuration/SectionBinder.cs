using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Silo.Configuration;

/// <summary>
/// Reads an options object from its section. Unlike the framework's binder it takes ISO 8601 durations, replaces a
/// default list instead of appending to it, and says of every wrong value which key it has and what is allowed.
/// </summary>
internal sealed class SectionBinder
{
    private readonly List<string> _faults = [];

    /// <summary>Overwrites the settings of <paramref name="options"/> that the section has.</summary>
    /// <exception cref="OptionsValidationException">Values are wrong; it has a line for each.</exception>
    public static void Bind(IConfigurationSection section, object options)
    {
        var binder = new SectionBinder();
        if (options is IDictionary table)
            binder.FillTable(section, table, SectionShape.ValueOfTable(options.GetType())!);
        else
            binder.FillGroup(section, options);
        if (binder._faults.Count > 0) throw new OptionsValidationException(section.Path, options.GetType(), binder._faults);
    }

    private void FillGroup(IConfigurationSection section, object group)
    {
        foreach (var setting in SectionShape.Settings(group.GetType()))
        {
            var child = section.GetSection(setting.Name);
            if (!child.Exists()) continue;
            if (Read(child, setting.PropertyType, setting.GetValue(group)) is { } value) setting.SetValue(group, value);
        }
    }

    /// <summary>The value of a setting; null if it is wrong.</summary>
    private object? Read(IConfigurationSection section, Type type, object? current)
    {
        if (SettingText.IsSingle(type)) return ReadSingle(section, type);
        if (SectionShape.ItemOfList(type) is { } item) return ReadList(section, type, item);
        var value = current ?? Activator.CreateInstance(type)!;
        if (SectionShape.ValueOfTable(type) is { } tableValue)
            FillTable(section, (IDictionary)value, tableValue);
        else if (section.Value is { Length: > 0 })
            _faults.Add($"{section.Path}: \"{section.Value}\" is not allowed; it is a group of settings.");
        else
            FillGroup(section, value);
        return value;
    }

    private object? ReadSingle(IConfigurationSection section, Type type)
    {
        if (section.Value is null)
        {
            _faults.Add($"{section.Path}: must be a single value.");
            return null;
        }

        if (SettingText.Read(section.Value, type, out var allowed) is { } value) return value;
        _faults.Add($"{section.Path}: \"{section.Value}\" is not allowed; it must be {allowed}.");
        return null;
    }

    private IList? ReadList(IConfigurationSection section, Type type, Type item)
    {
        if (section.Value is { Length: > 0 })
        {
            _faults.Add($"{section.Path}: \"{section.Value}\" is not allowed; it must be a list ({section.Path}:0, {section.Path}:1 ...).");
            return null;
        }

        var items = section.GetChildren().Select(child => Read(child, item, null)).Where(value => value is not null).ToList();
        var list = type.IsArray ? Array.CreateInstance(item, items.Count) : (IList)Activator.CreateInstance(type)!;
        for (var i = 0; i < items.Count; i++)
        {
            if (type.IsArray) list[i] = items[i];
            else list.Add(items[i]);
        }

        return list;
    }

    private void FillTable(IConfigurationSection section, IDictionary table, Type valueType)
    {
        foreach (var child in section.GetChildren())
        {
            var current = table.Contains(child.Key) ? table[child.Key] : null;
            if (Read(child, valueType, current) is { } value) table[child.Key] = value;
        }
    }
}
