/** The opt-in form in the block editor: as readers will see it, with its two texts in the sidebar. */
(function (blocks, element, editor, components, texts) {
  'use strict';

  var create = element.createElement;

  function field(props, name, label) {
    return create(components.TextControl, {
      label: label,
      value: props.attributes[name],
      onChange: function (value) {
        var changed = {};
        changed[name] = value;
        props.setAttributes(changed);
      },
    });
  }

  function edit(props) {
    var words = props.attributes.words || texts.words;
    return create(
      'div',
      editor.useBlockProps(),
      create(
        editor.InspectorControls,
        null,
        create(
          components.PanelBody,
          { title: texts.title },
          field(props, 'words', texts.wordsLabel),
          field(props, 'button', texts.buttonLabel)
        )
      ),
      create('p', null, texts.email, create('br'), create('input', { type: 'email', disabled: true })),
      create('p', null, create('input', { type: 'checkbox', disabled: true }), ' ', words),
      create('p', null, create('button', { type: 'button', disabled: true }, props.attributes.button || texts.button))
    );
  }

  blocks.registerBlockType('piste/optin', {
    apiVersion: Number(texts.apiVersion),
    title: texts.title,
    description: texts.description,
    icon: 'email',
    category: 'widgets',
    attributes: {
      words: { type: 'string', default: '' },
      button: { type: 'string', default: '' },
    },
    edit: edit,
    save: function () {
      return null;
    },
  });
})(window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.components, window.pisteOptin);
