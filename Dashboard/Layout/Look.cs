using MudBlazor;

namespace OrleansJobs.Dashboard.Layout;

/// <summary>Colours and letters: those of the reader's system, and contrasts of at least 4.5 (WCAG 2.2, AA).</summary>
internal static class Look
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3646a5",
            AppbarBackground = "#3646a5",
            AppbarText = "#ffffff",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            TextPrimary = "#1d2129",
            TextSecondary = "#4d5562",
            DrawerText = "#1d2129",
            DrawerIcon = "#4d5562",
            Success = "#1b6e34",
            Error = "#b3261e",
            Warning = "#8a4b00",
            Info = "#0b5cad",
            ActionDefault = "#4d5562",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a9b4ff",
            AppbarBackground = "#1c2030",
            AppbarText = "#f1f3f8",
            Background = "#12151d",
            Surface = "#1b1f2a",
            DrawerBackground = "#171b25",
            TextPrimary = "#eef0f5",
            TextSecondary = "#b7bdc9",
            DrawerText = "#eef0f5",
            DrawerIcon = "#b7bdc9",
            Success = "#7ddb95",
            Error = "#ffb4ab",
            Warning = "#ffc27a",
            Info = "#8cc4ff",
            ActionDefault = "#b7bdc9",
            PrimaryContrastText = "#10131c",
            SuccessContrastText = "#06210f",
            ErrorContrastText = "#3a0805",
            WarningContrastText = "#2b1700",
            InfoContrastText = "#04203d",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.875rem" },
            H1 = new H1Typography { FontFamily = Letters, FontSize = "1.4rem", FontWeight = "600", LineHeight = "1.4" },
            H2 = new H2Typography { FontFamily = Letters, FontSize = "1.05rem", FontWeight = "600", LineHeight = "1.5" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
