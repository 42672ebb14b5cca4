using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CaptionsInFilm : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CaptionsUntilMs",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Captions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Shown");

            migrationBuilder.AddColumn<string>(
                name: "PictureHash",
                table: "Captions",
                type: "TEXT",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CaptionsUntilMs",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Captions");

            migrationBuilder.DropColumn(
                name: "PictureHash",
                table: "Captions");
        }
    }
}
